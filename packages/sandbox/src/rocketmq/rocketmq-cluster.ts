import { requireArtifacts } from '../artifacts.ts';
import { classArchive } from '../class-archive.ts';
import { openSandbox } from '../open-sandbox.ts';
import { endSandbox } from '../sandbox-state.ts';
import { requireJava } from '../toolchain.ts';
import type { RocketmqNameServer } from './name-server.ts';
import type { RocketmqCredentials } from './rocketmq-acl.ts';
import type { RocketmqBroker } from './rocketmq-broker.ts';
import { type LaunchedRocketmq, launchRocketmq } from './rocketmq-launch.ts';
import { checkRocketmqOptions, type RocketmqOptions } from './rocketmq-options.ts';
import { namesrvAddr } from './rocketmq-plan.ts';
import type { RocketmqProxy } from './rocketmq-proxy.ts';
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
  readonly proxy: RocketmqProxy | undefined;
  /** Who may do everything, when ACLs are enforced. */
  readonly administrator: RocketmqCredentials | undefined;
  /** Lets it outlive this process; from then on it is ended by `sandboxDown` with its name. */
  detach(): void;
  /** Ends its processes and removes its folder unless that was given. */
  stop(): Promise<void>;
}

const describe = ({ plan, nameServers, brokers, proxy }: LaunchedRocketmq, directory: string) => ({
  version: plan.version,
  directory,
  clusterName: plan.clusterName,
  namesrvAddr: namesrvAddr(plan),
  nameServers: nameServers.map(({ address, logFile }) => ({ address, logFile })),
  brokers: brokers.map(({ name, id, role, address, logFile }) => ({ name, id, role, address, logFile })),
  ...(proxy
    ? {
        proxy: {
          grpcAddress: proxy.grpcAddress,
          remotingAddress: proxy.remotingAddress,
          logFile: proxy.logFile,
        },
      }
    : {}),
  ...(plan.acl ? { administrator: plan.acl.administrator } : {}),
});

/** Starts a cluster, with more arguments for the JVMs. */
const start = async (options: RocketmqOptions, jvmArgs: readonly string[]): Promise<RocketmqCluster> => {
  const checked = checkRocketmqOptions(options);
  const { version, clusterName } = checked;
  const artifacts = await requireArtifacts(artifactsOf(version));
  const opened = { kind: 'rocketmq' as const, version, name: options.name, directory: options.directory };
  return openSandbox(opened, async ({ name, directory, state }) => {
    const launched = await launchRocketmq({ ...checked, directory, artifacts, jvmArgs, state });
    state.update({ description: describe(launched, directory) });
    return {
      ...{ version, name, directory, clusterName },
      namesrvAddr: namesrvAddr(launched.plan),
      nameServers: launched.nameServers,
      brokers: launched.brokers,
      proxy: launched.proxy,
      administrator: checked.acl?.administrator,
      detach: () => state.update({ owner: null }),
      stop: () => endSandbox(state.state),
    };
  });
};

/** Starts a broker and ends it in order, so that its JVM writes down the classes that it loaded. */
const recordClasses = async (version: RocketmqVersion, jvmArg: string): Promise<void> => {
  const cluster = await start({ version }, [jvmArg]);
  try {
    await cluster.brokers[0]!.stop();
  } finally {
    await cluster.stop();
  }
};

/**
 * Starts a RocketMQ cluster on 127.0.0.1 and resolves when every broker answers and is known to every name server, and
 * the proxy answers. It ends with this process, however that ends, unless it is detached.
 * The first start of a version fetches its jars with Maven, later ones use no network.
 * Throws SANDBOX_OPTION_INVALID, SANDBOX_TOOL_MISSING, SANDBOX_JAVA_TOO_OLD, SANDBOX_DOWNLOAD_FAILED,
 * SANDBOX_PORT_IN_USE, SANDBOX_PROCESS_DIED, SANDBOX_START_TIMEOUT.
 */
export const startRocketmq = async (options: RocketmqOptions): Promise<RocketmqCluster> => {
  const { version } = checkRocketmqOptions(options);
  const [java, { folder }] = await Promise.all([requireJava(), requireArtifacts(artifactsOf(version))]);
  const jvmArgs = await classArchive(folder, 'broker', java, (jvmArg) => recordClasses(version, jvmArg));
  return start(options, jvmArgs);
};
