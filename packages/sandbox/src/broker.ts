import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '@mqferry/core';
import type { Artifacts } from './artifacts.ts';
import { type BrokerPlan, brokerJaasFile, brokerSettings, type ClusterPlan } from './broker-settings.ts';
import type { DaemonPlan } from './daemon.ts';
import { type Listener, usesTls } from './listeners.ts';
import { askZookeeper, probeApiVersions, probeBrokerIds } from './probe.ts';
import { propertiesText } from './properties.ts';
import type { StateFile } from './sandbox-state.ts';
import { type SandboxServer, ServerProcess } from './server-process.ts';
import { VERSIONS } from './versions.ts';

/** A broker of a sandbox. */
export interface KafkaBroker extends SandboxServer {
  readonly id: number;
  readonly ports: Readonly<Partial<Record<Listener, number>>>;
  /** `host:port` of the listener only brokers use, PLAINTEXT and without ACLs; for the sandbox's own tools. */
  readonly internalAddress: string;
  /** Where its partitions lie. */
  readonly logDirectory: string;
}

/** What brokers of one cluster share. */
export interface BrokerContext {
  readonly plan: ClusterPlan;
  readonly artifacts: Artifacts;
  readonly jvmArgs: readonly string[];
  readonly state: StateFile;
  /** The brokers that run now and are not suspended. */
  awake(): readonly BrokerPlan[];
}

/** The broker's settings file. */
export const settingsFile = (broker: BrokerPlan): string => join(broker.directory, 'server.properties');

/** Writes what a broker reads when it starts. */
export const writeBrokerFiles = async (plan: ClusterPlan, broker: BrokerPlan): Promise<void> => {
  await mkdir(broker.directory, { recursive: true });
  await writeFile(settingsFile(broker), propertiesText(brokerSettings(plan, broker)));
  if (plan.sasl && !VERSIONS[plan.version].jaasInSettings) {
    await writeFile(join(broker.directory, 'jaas.conf'), brokerJaasFile(plan.sasl));
  }
};

/** After a kill ZooKeeper still holds the broker's registration until its session ends; a new one would be refused. */
const untilUnregistered = async (zookeeperPort: number, id: number): Promise<void> => {
  const node = new RegExp(`/brokers/ids/${id}$`, 'm');
  while (node.test(await askZookeeper(zookeeperPort, 'dump'))) await pause(100);
};

/** Rejects unless each of these brokers knows all of them. */
const requireAcquainted = async (brokers: readonly BrokerPlan[]): Promise<void> => {
  for (const { id, internalPort } of brokers) {
    const known = await probeBrokerIds({ port: internalPort });
    const unknown = brokers.find((other) => !known.has(other.id));
    if (unknown) throw new Error(`broker ${id} does not know of broker ${unknown.id} yet`);
  }
};

const daemonPlan = (plan: BrokerPlan, { jvmArgs, artifacts }: BrokerContext): DaemonPlan => {
  const jaas = join(plan.directory, 'jaas.conf');
  return {
    role: `broker ${plan.id}`,
    directory: plan.directory,
    logFile: join(plan.directory, 'broker.log'),
    args: [
      ...jvmArgs,
      // A killed JVM leaves what it put there, such as compression libraries.
      `-Djava.io.tmpdir=${plan.directory}`,
      ...(existsSync(jaas) ? [`-Djava.security.auth.login.config=${jaas}`] : []),
      ...['-cp', artifacts.classpath],
      ...artifacts.logging('INFO', 'out'),
      ...['kafka.Kafka', settingsFile(plan)],
    ],
  };
};

/** A broker that can be started; the files it reads are there already. */
export class LiveBroker extends ServerProcess implements KafkaBroker {
  readonly id: number;
  readonly ports: KafkaBroker['ports'];
  readonly internalAddress: string;
  readonly logDirectory: string;
  readonly plan: BrokerPlan;
  readonly #context: BrokerContext;

  constructor(plan: BrokerPlan, context: BrokerContext) {
    super(daemonPlan(plan, context), context.state);
    this.id = plan.id;
    this.ports = plan.ports;
    this.internalAddress = `127.0.0.1:${plan.internalPort}`;
    this.logDirectory = join(plan.directory, 'data');
    this.plan = plan;
    this.#context = context;
  }

  /** Rejects unless every listener answers and all brokers that are awake know each other. */
  protected override async requireReady(): Promise<void> {
    const { certificates } = this.#context.plan;
    await requireAcquainted(this.#context.awake());
    for (const [listener, port] of Object.entries(this.ports) as [Listener, number][]) {
      await probeApiVersions({ port, certificates: usesTls(listener) ? certificates : undefined });
    }
  }

  override async start(): Promise<void> {
    const { plan } = this.#context;
    if (!this.running && VERSIONS[plan.version].metadata === 'zookeeper') {
      await untilUnregistered(plan.zookeeperPort, this.id);
    }
    await super.start();
  }
}
