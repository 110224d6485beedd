import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { requireArtifacts } from '../artifacts.ts';
import { sandboxErrors } from '../sandbox-errors.ts';
import { endSandbox, StateFile, stateExists } from '../sandbox-state.ts';
import { watchedOwner } from '../watchdog.ts';
import type { RocketmqNameServer } from './name-server.ts';
import type { RocketmqBroker } from './rocketmq-broker.ts';
import { type LaunchedRocketmq, launchRocketmq } from './rocketmq-launch.ts';
import { checkRocketmqOptions, type RocketmqOptions } from './rocketmq-options.ts';
import { namesrvAddr } from './rocketmq-plan.ts';
import { artifactsOf, type RocketmqVersion } from './versions.ts';

/** A RocketMQ cluster that was started here. */
export interface RocketmqCluster {
  readonly version: RocketmqVersion;
  readonly name: string;
  readonly directory: string;
  readonly clusterName: string;
  readonly nameServers: readonly RocketmqNameServer[];
  /** The name servers as RocketMQ's own clients want them: `host:port;host:port`. */
  readonly namesrvAddr: string;
  /** The masters, then the slave. */
  readonly brokers: readonly RocketmqBroker[];
  /** Lets it outlive this process; from then on it is ended by `sandboxDown` with its name. */
  detach(): void;
  /** Ends its processes and removes its folder unless that was given. */
  stop(): Promise<void>;
}

const describe = ({ plan, nameServers, brokers }: LaunchedRocketmq, directory: string) => ({
  version: plan.version,
  directory,
  clusterName: plan.clusterName,
  namesrvAddr: namesrvAddr(plan),
  nameServers: nameServers.map(({ address, logFile }) => ({ address, logFile })),
  brokers: brokers.map(({ name, id, role, address, logFile }) => ({ name, id, role, address, logFile })),
});

/**
 * Starts a RocketMQ cluster on 127.0.0.1 and resolves when every broker answers and is known to every name server.
 * It ends with this process, however that ends, unless it is detached.
 * The first start of a version fetches its jars with Maven, later ones use no network.
 * Throws SANDBOX_OPTION_INVALID, SANDBOX_TOOL_MISSING, SANDBOX_JAVA_TOO_OLD, SANDBOX_DOWNLOAD_FAILED,
 * SANDBOX_PORT_IN_USE, SANDBOX_PROCESS_DIED, SANDBOX_START_TIMEOUT.
 */
export const startRocketmq = async (options: RocketmqOptions): Promise<RocketmqCluster> => {
  const checked = checkRocketmqOptions(options);
  const { version, clusterName } = checked;
  const name = options.name ?? `rocketmq-${version}-${randomBytes(3).toString('hex')}`;
  if (stateExists(name)) {
    throw sandboxErrors.SANDBOX_OPTION_INVALID({ reason: `there is a sandbox ${name} already` });
  }
  const artifacts = await requireArtifacts(artifactsOf(version));
  const temporary = options.directory === undefined;
  const directory = temporary
    ? await mkdtemp(join(tmpdir(), `mqferry-${name}-`))
    : resolve(options.directory);
  await mkdir(directory, { recursive: true });
  const state = new StateFile({
    ...{ name, kind: 'rocketmq', owner: watchedOwner(), startedAt: new Date().toISOString() },
    temporaryDirectory: temporary ? directory : null,
    processes: [],
    description: { version, directory },
  });
  try {
    const launched = await launchRocketmq({ ...checked, directory, artifacts, state });
    state.update({ description: describe(launched, directory) });
    return {
      ...{ version, name, directory, clusterName },
      namesrvAddr: namesrvAddr(launched.plan),
      nameServers: launched.nameServers,
      brokers: launched.brokers,
      detach: () => state.update({ owner: null }),
      stop: () => endSandbox(state.state),
    };
  } catch (error) {
    await endSandbox(state.state);
    throw error;
  }
};
