import { join } from 'node:path';
import type { Artifacts } from './artifacts.ts';
import { LiveBroker, writeBrokerFiles } from './broker.ts';
import type { BrokerPlan, ClusterPlan } from './broker-settings.ts';
import type { Certificates } from './certificates.ts';
import type { CheckedOptions } from './kafka-options.ts';
import { formatKraft } from './kraft-format.ts';
import { launchOnPorts } from './open-sandbox.ts';
import { holdPorts } from './ports.ts';
import type { StateFile } from './sandbox-state.ts';
import { VERSIONS } from './versions.ts';
import { startZookeeper } from './zookeeper.ts';
import { createScramUsers } from './zookeeper-users.ts';

/** Like Kafka's own start script, with a heap that fits a laptop. */
const jvmArguments = ({ heap, shortLived }: CheckedOptions): string[] => [
  ...(heap === undefined ? ['-Xms128m', '-Xmx512m'] : [`-Xmx${heap}`]),
  ...(shortLived
    ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
    : ['-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20']),
  ...['-Djava.awt.headless=true', '-Djava.net.preferIPv4Stack=true'],
];

/** What a cluster is started with. */
export interface LaunchOptions extends CheckedOptions {
  readonly directory: string;
  readonly certificates: Certificates | undefined;
  readonly artifacts: Artifacts;
  /** JVM arguments of an archive of the broker's classes, or to make one. */
  readonly jvmArgs: readonly string[];
  readonly state: StateFile;
}

interface PortPlan {
  readonly brokers: readonly BrokerPlan[];
  readonly zookeeperPort: number;
  /** Free the ports, each right before its user starts. */
  releaseZookeeper(): Promise<void>;
  releaseBrokers(): Promise<void>;
}

const planPorts = async (options: LaunchOptions): Promise<PortPlan> => {
  const ids = Array.from({ length: options.brokers }, (_, index) => index + 1);
  const { listeners, directory } = options;
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
      advertisedPort: options.advertisedPorts?.[index],
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

const launch = async (options: LaunchOptions): Promise<{ plan: ClusterPlan; brokers: LiveBroker[] }> => {
  const { directory, artifacts, state } = options;
  const ports = await planPorts(options);
  try {
    const { brokers: planned, zookeeperPort } = ports;
    const plan: ClusterPlan = { ...options, brokers: planned, zookeeperPort };
    await Promise.all(planned.map((broker) => writeBrokerFiles(plan, broker)));
    if (VERSIONS[plan.version].metadata === 'kraft') {
      await formatKraft(plan, options.jvmArgs, artifacts.folder);
    } else {
      await ports.releaseZookeeper();
      await startZookeeper(join(directory, 'zookeeper'), zookeeperPort, artifacts, state);
      // Before the brokers, which read them at their start: so they count from the first login on.
      await createScramUsers(plan);
    }
    const brokers: LiveBroker[] = [];
    const awake = () => brokers.filter((broker) => broker.awake).map((broker) => broker.plan);
    const jvmArgs = [...jvmArguments(options), ...options.jvmArgs];
    const context = { plan, artifacts, jvmArgs, state, awake };
    for (const broker of planned) brokers.push(new LiveBroker(broker, context));
    await ports.releaseBrokers();
    await Promise.all(brokers.map((broker) => broker.launch()));
    await Promise.all(brokers.map((broker) => broker.untilReady()));
    return { plan, brokers };
  } finally {
    await Promise.all([ports.releaseZookeeper(), ports.releaseBrokers()]);
  }
};

/**
 * Starts the processes of a cluster and resolves when all listeners answer and all brokers know each other.
 * With ports of its own choice it tries others when somebody took one. What it started is in the state file.
 */
export const launchCluster = (options: LaunchOptions): ReturnType<typeof launch> =>
  launchOnPorts(() => launch(options), { free: options.ports === undefined, state: options.state });
