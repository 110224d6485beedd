import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '@mqferry/core';
import type { Artifacts } from './artifacts.ts';
import { type BrokerPlan, brokerJaasFile, brokerSettings, type ClusterPlan } from './broker-settings.ts';
import { type Daemon, type DaemonPlan, startDaemon, untilReady } from './daemon.ts';
import { type Listener, usesTls } from './listeners.ts';
import { askZookeeper, probeApiVersions, probeBrokerIds } from './probe.ts';
import { sendSignal } from './process-identity.ts';
import { propertiesText } from './properties.ts';
import type { StateFile } from './sandbox-state.ts';
import { VERSIONS } from './versions.ts';

/** A broker of a sandbox. */
export interface KafkaBroker {
  readonly id: number;
  /** Of the present process, or of the last one. */
  readonly pid: number;
  readonly ports: Readonly<Partial<Record<Listener, number>>>;
  /** `host:port` of the listener only brokers use, PLAINTEXT and without ACLs; for the sandbox's own tools. */
  readonly internalAddress: string;
  /** Where its partitions lie. */
  readonly logDirectory: string;
  /** What it wrote to stdout and stderr, its own log included. */
  readonly logFile: string;
  readonly running: boolean;
  /** Starts it again with the same data and ports; resolves when it is ready and known to all. */
  start(): Promise<void>;
  /** Orderly: SIGTERM, then SIGKILL after `graceMs` (30 s). */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and answers nothing. */
  suspend(): void;
  /** SIGCONT. */
  resume(): void;
}

const GRACE_MS = 30_000;

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

/** A broker that can be started; the files it reads are there already. */
export class LiveBroker implements KafkaBroker {
  readonly id: number;
  readonly ports: KafkaBroker['ports'];
  readonly internalAddress: string;
  readonly logDirectory: string;
  readonly logFile: string;
  readonly plan: BrokerPlan;
  readonly #context: BrokerContext;
  readonly #daemonPlan: DaemonPlan;
  #daemon: Daemon | undefined;
  #running = false;
  #suspended = false;

  constructor(plan: BrokerPlan, context: BrokerContext) {
    this.id = plan.id;
    this.ports = plan.ports;
    this.internalAddress = `127.0.0.1:${plan.internalPort}`;
    this.logDirectory = join(plan.directory, 'data');
    this.logFile = join(plan.directory, 'broker.log');
    this.plan = plan;
    this.#context = context;
    const jaas = join(plan.directory, 'jaas.conf');
    this.#daemonPlan = {
      role: `broker ${plan.id}`,
      directory: plan.directory,
      logFile: this.logFile,
      args: [
        ...context.jvmArgs,
        // A killed JVM leaves what it put there, such as compression libraries.
        `-Djava.io.tmpdir=${plan.directory}`,
        ...(existsSync(jaas) ? [`-Djava.security.auth.login.config=${jaas}`] : []),
        ...['-cp', context.artifacts.classpath],
        ...context.artifacts.logging('INFO', 'out'),
        ...['kafka.Kafka', settingsFile(plan)],
      ],
    };
  }

  get pid(): number {
    return this.#daemon?.identity.pid ?? 0;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Whether it runs and is not suspended. */
  get awake(): boolean {
    return this.#running && !this.#suspended;
  }

  /** Starts the process; `untilReady` then tells when it can be used. */
  async launch(): Promise<void> {
    const daemon = await startDaemon(this.#daemonPlan, this.#context.state);
    this.#daemon = daemon;
    this.#running = true;
    this.#suspended = false;
    daemon.exited.then(() => {
      this.#running = false;
    });
  }

  /** Resolves when every listener answers and all brokers that are awake know each other. */
  async untilReady(): Promise<void> {
    const { certificates } = this.#context.plan;
    await untilReady(this.#daemonPlan, this.#daemon!, async () => {
      await requireAcquainted(this.#context.awake());
      for (const [listener, port] of Object.entries(this.ports) as [Listener, number][]) {
        await probeApiVersions({ port, certificates: usesTls(listener) ? certificates : undefined });
      }
    });
  }

  async start(): Promise<void> {
    if (this.#running) return;
    const { plan } = this.#context;
    if (VERSIONS[plan.version].metadata === 'zookeeper') await untilUnregistered(plan.zookeeperPort, this.id);
    await this.launch();
    await this.untilReady();
  }

  async stop(graceMs = GRACE_MS): Promise<void> {
    if (this.#running) await this.#daemon!.end(graceMs);
  }

  async kill(): Promise<void> {
    await this.stop(0);
  }

  suspend(): void {
    this.#suspended = this.#running && sendSignal(this.#daemon!.identity, 'SIGSTOP');
  }

  resume(): void {
    if (this.#suspended) sendSignal(this.#daemon!.identity, 'SIGCONT');
    this.#suspended = false;
  }
}
