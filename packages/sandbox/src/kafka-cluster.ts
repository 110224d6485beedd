import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isCodedError } from '@mqferry/core';
import { type Artifacts, requireArtifacts } from './artifacts.ts';
import { type KafkaBroker, LiveBroker, writeBrokerFiles } from './broker.ts';
import type { BrokerPlan, ClusterPlan } from './broker-settings.ts';
import { type Certificates, createCertificates } from './certificates.ts';
import { type ClientIdentity, clientProperties } from './client-properties.ts';
import { type CheckedOptions, checkOptions, type KafkaOptions } from './kafka-options.ts';
import { formatKraft } from './kraft-format.ts';
import { type Listener, usesTls } from './listeners.ts';
import { HOST, holdPorts } from './ports.ts';
import { sandboxErrors } from './sandbox-errors.ts';
import { endProcesses, endSandbox, StateFile, stateExists } from './sandbox-state.ts';
import { requireJava } from './toolchain.ts';
import { type KafkaVersion, VERSIONS } from './versions.ts';
import { watchedOwner } from './watchdog.ts';
import { startZookeeper } from './zookeeper.ts';
import { createScramUsers } from './zookeeper-users.ts';

/** A Kafka cluster that was started here. */
export interface KafkaCluster {
  readonly version: KafkaVersion;
  readonly name: string;
  readonly directory: string;
  /** `host:port,host:port` by listener. */
  readonly bootstrap: Readonly<Partial<Record<Listener, string>>>;
  readonly brokers: readonly KafkaBroker[];
  /** There when a listener uses TLS. */
  readonly certificates: Certificates | undefined;
  /** Java client properties for a listener, as the first user and by the first mechanism unless given. */
  clientProperties(listener: Listener, identity?: string | ClientIdentity): Record<string, string>;
  /** Lets it outlive this process; from then on it is ended by `sandboxDown` with its name. */
  detach(): void;
  /** Ends its processes and removes its folder unless that was given. */
  stop(): Promise<void>;
}

/** How often other ports are tried when somebody took one between its release and the broker's start. */
const ATTEMPTS = 3;

/** Like Kafka's own start script, with a heap that fits a laptop. */
const jvmArguments = (heap: string): string[] => [
  ...['-Xms128m', `-Xmx${heap}`, '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20'],
  ...['-Djava.awt.headless=true', '-Djava.net.preferIPv4Stack=true'],
];

interface PortPlan {
  readonly brokers: readonly BrokerPlan[];
  readonly zookeeperPort: number;
  /** Free the ports, each right before its user starts. */
  releaseZookeeper(): Promise<void>;
  releaseBrokers(): Promise<void>;
}

const planPorts = async (options: CheckedOptions, directory: string): Promise<PortPlan> => {
  const ids = Array.from({ length: options.brokers }, (_, index) => index + 1);
  const { listeners } = options;
  const wanted = options.ports ?? ids.flatMap(() => listeners.map(() => undefined));
  const unseen = ids.flatMap(() => [undefined, undefined]);
  const held = await holdPorts([...wanted, ...unseen]);
  const zookeeper = await holdPorts([undefined]);
  const brokers = ids.map((id, index): BrokerPlan => {
    const own = held.ports.slice(index * listeners.length);
    const [internalPort, controllerPort] = held.ports.slice(wanted.length + index * 2);
    return {
      id,
      directory: join(directory, `broker-${id}`),
      ports: Object.fromEntries(listeners.map((listener, place) => [listener, own[place]!])),
      internalPort: internalPort!,
      controllerPort: controllerPort!,
    };
  });
  return {
    brokers,
    zookeeperPort: zookeeper.ports[0]!,
    releaseZookeeper: zookeeper.release,
    releaseBrokers: held.release,
  };
};

const launch = async (
  options: CheckedOptions,
  directory: string,
  certificates: Certificates | undefined,
  artifacts: Artifacts,
  state: StateFile,
): Promise<{ plan: ClusterPlan; brokers: LiveBroker[] }> => {
  const ports = await planPorts(options, directory);
  try {
    const { brokers: planned, zookeeperPort } = ports;
    const plan: ClusterPlan = { ...options, brokers: planned, zookeeperPort, certificates };
    await Promise.all(planned.map((broker) => writeBrokerFiles(plan, broker)));
    if (VERSIONS[plan.version].metadata === 'kraft') {
      await formatKraft(plan);
    } else {
      await ports.releaseZookeeper();
      await startZookeeper(join(directory, 'zookeeper'), zookeeperPort, artifacts, state);
      // Before the brokers, which read them at their start: so they count from the first login on.
      await createScramUsers(plan);
    }
    const brokers: LiveBroker[] = [];
    const awake = () => brokers.filter((broker) => broker.awake).map((broker) => broker.plan);
    const context = { plan, artifacts, jvmArgs: jvmArguments(options.heap), state, awake };
    for (const broker of planned) brokers.push(new LiveBroker(broker, context));
    await ports.releaseBrokers();
    await Promise.all(brokers.map((broker) => broker.launch()));
    await Promise.all(brokers.map((broker) => broker.untilReady()));
    return { plan, brokers };
  } finally {
    await Promise.all([ports.releaseZookeeper(), ports.releaseBrokers()]);
  }
};

const launchOnFreePorts = async (...args: Parameters<typeof launch>): ReturnType<typeof launch> => {
  const [{ ports }, , , , state] = args;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(...args);
    } catch (error) {
      const retry = isCodedError(error, 'SANDBOX_PORT_IN_USE') && ports === undefined && attempt < ATTEMPTS;
      if (!retry) throw error;
      await endProcesses(state.state);
    }
  }
};

const bootstrapOf = ({ listeners, brokers }: ClusterPlan): KafkaCluster['bootstrap'] =>
  Object.fromEntries(
    listeners.map((listener) => [
      listener,
      brokers.map((broker) => `${HOST}:${broker.ports[listener]}`).join(','),
    ]),
  );

const describe = (plan: ClusterPlan, directory: string, brokers: readonly KafkaBroker[]) => {
  const bootstrap = bootstrapOf(plan);
  const listeners = Object.keys(bootstrap) as Listener[];
  return {
    version: plan.version,
    directory,
    bootstrap,
    clientProperties: Object.fromEntries(
      listeners.map((listener) => [listener, clientProperties(plan, bootstrap[listener], listener)]),
    ),
    brokers: brokers.map(({ id, ports, logFile }) => ({ id, ports, logFile })),
    ...(plan.certificates ? { ca: plan.certificates.caPath } : {}),
  };
};

/**
 * Starts a Kafka cluster on 127.0.0.1 and resolves when every listener of every broker answers and all brokers
 * know each other. It ends with this process, however that ends, unless it is detached.
 * The first start of a version fetches its jars with Maven, later ones use no network.
 * Throws SANDBOX_OPTION_INVALID, SANDBOX_TOOL_MISSING, SANDBOX_JAVA_TOO_OLD, SANDBOX_DOWNLOAD_FAILED,
 * SANDBOX_PORT_IN_USE, SANDBOX_PROCESS_DIED, SANDBOX_START_TIMEOUT, SANDBOX_COMMAND_FAILED.
 */
export const startKafka = async (options: KafkaOptions): Promise<KafkaCluster> => {
  const checked = checkOptions(options);
  const { version, listeners } = checked;
  const name = options.name ?? `kafka-${version}-${randomBytes(3).toString('hex')}`;
  if (stateExists(name))
    throw sandboxErrors.SANDBOX_OPTION_INVALID({ reason: `there is a sandbox ${name} already` });
  const [artifacts] = await Promise.all([requireArtifacts(version), requireJava()]);
  const directory =
    options.directory === undefined
      ? await mkdtemp(join(tmpdir(), `mqferry-${name}-`))
      : resolve(options.directory);
  await mkdir(directory, { recursive: true });
  const state = new StateFile({
    name,
    kind: 'kafka',
    startedAt: new Date().toISOString(),
    owner: watchedOwner(),
    temporaryDirectory: options.directory === undefined ? directory : null,
    processes: [],
    description: { version, directory },
  });
  try {
    const certificates = listeners.some(usesTls)
      ? await createCertificates(join(directory, 'certificates'))
      : undefined;
    const { plan, brokers } = await launchOnFreePorts(checked, directory, certificates, artifacts, state);
    const bootstrap = bootstrapOf(plan);
    state.update({ description: describe(plan, directory, brokers) });
    return {
      ...{ version, name, directory, bootstrap, brokers, certificates },
      clientProperties: (listener, identity) =>
        clientProperties(
          plan,
          bootstrap[listener],
          listener,
          typeof identity === 'string' ? { user: identity } : identity,
        ),
      detach: () => state.update({ owner: null }),
      stop: () => endSandbox(state.state),
    };
  } catch (error) {
    await endSandbox(state.state);
    throw error;
  }
};
