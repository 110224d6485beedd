import { join } from 'node:path';
import { requireArtifacts } from './artifacts.ts';
import type { KafkaBroker } from './broker.ts';
import type { ClusterPlan } from './broker-settings.ts';
import { type Certificates, createCertificates } from './certificates.ts';
import { classArchive } from './class-archive.ts';
import { type ClientIdentity, clientProperties } from './client-properties.ts';
import { launchCluster } from './kafka-launch.ts';
import { checkOptions, type KafkaOptions } from './kafka-options.ts';
import { type Listener, usesTls } from './listeners.ts';
import { openSandbox } from './open-sandbox.ts';
import { HOST } from './ports.ts';
import { endSandbox } from './sandbox-state.ts';
import { requireJava } from './toolchain.ts';
import { type KafkaVersion, VERSIONS } from './versions.ts';

/** A Kafka cluster that was started here. */
export interface KafkaCluster {
  readonly version: KafkaVersion;
  readonly name: string;
  readonly directory: string;
  /** `host:port,host:port` by listener. */
  readonly bootstrap: Readonly<Partial<Record<Listener, string>>>;
  readonly brokers: readonly KafkaBroker[];
  /** `host:port` of its ZooKeeper, if it has one. */
  readonly zookeeper: string | undefined;
  /** There when a listener uses TLS. */
  readonly certificates: Certificates | undefined;
  /** Java client properties for a listener, as the first user and by the first mechanism unless given. */
  clientProperties(listener: Listener, identity?: string | ClientIdentity): Record<string, string>;
  /** Lets it outlive this process; from then on it is ended by `sandboxDown` with its name. */
  detach(): void;
  /** Ends its processes and removes its folder unless that was given. */
  stop(): Promise<void>;
}

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

const usesZookeeper = (version: KafkaVersion): boolean => VERSIONS[version].metadata === 'zookeeper';

/** Starts a cluster, with more arguments for the brokers' JVMs. */
const start = async (options: KafkaOptions, jvmArgs: readonly string[]): Promise<KafkaCluster> => {
  const checked = checkOptions(options);
  const { version, listeners } = checked;
  const artifacts = await requireArtifacts(version);
  const opened = { kind: 'kafka' as const, version, name: options.name, directory: options.directory };
  return openSandbox(opened, async ({ name, directory, state }) => {
    const tls = listeners.some(usesTls);
    const certificates = tls ? await createCertificates(join(directory, 'certificates')) : undefined;
    const { plan, brokers } = await launchCluster({
      ...checked,
      ...{ directory, certificates, artifacts, jvmArgs, state },
    });
    const bootstrap = bootstrapOf(plan);
    state.update({ description: describe(plan, directory, brokers) });
    return {
      ...{ version, name, directory, bootstrap, brokers, certificates },
      zookeeper: usesZookeeper(version) ? `${HOST}:${plan.zookeeperPort}` : undefined,
      clientProperties: (listener, identity) => {
        const client = typeof identity === 'string' ? { user: identity } : identity;
        return clientProperties(plan, bootstrap[listener], listener, client);
      },
      detach: () => state.update({ owner: null }),
      stop: () => endSandbox(state.state),
    };
  });
};

/** Starts a broker and ends it in order, so that its JVM writes down the classes that it loaded. */
const recordClasses = async (version: KafkaVersion, jvmArg: string): Promise<void> => {
  const cluster = await start({ version }, [jvmArg]);
  try {
    await cluster.brokers[0]!.stop();
  } finally {
    await cluster.stop();
  }
};

/**
 * Starts a Kafka cluster on 127.0.0.1 and resolves when every listener of every broker answers and all brokers
 * know each other. It ends with this process, however that ends, unless it is detached.
 * The first start of a version fetches its jars with Maven, later ones use no network.
 * Throws SANDBOX_OPTION_INVALID, SANDBOX_TOOL_MISSING, SANDBOX_JAVA_TOO_OLD, SANDBOX_DOWNLOAD_FAILED,
 * SANDBOX_PORT_IN_USE, SANDBOX_PROCESS_DIED, SANDBOX_START_TIMEOUT, SANDBOX_COMMAND_FAILED.
 */
export const startKafka = async (options: KafkaOptions): Promise<KafkaCluster> => {
  const { version } = checkOptions(options);
  const [java, { folder }] = await Promise.all([requireJava(), requireArtifacts(version)]);
  const jvmArgs = await classArchive(folder, 'broker', java, (jvmArg) => recordClasses(version, jvmArg));
  return start(options, jvmArgs);
};
