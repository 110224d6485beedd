import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '@mqferry/core';
import type { Artifacts } from './artifacts.ts';
import { type BrokerPlan, brokerJaasFile, brokerSettings, type ClusterPlan } from './broker-settings.ts';
import { type Daemon, type DaemonPlan, endDaemon, startDaemon, untilReady } from './daemon.ts';
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
  /** The ids of the brokers that run now. */
  runningIds(): number[];
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

const requireKnown = async (plan: BrokerPlan, ids: readonly number[]): Promise<void> => {
  const known = await probeBrokerIds({ port: plan.internalPort });
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new Error(`broker ${plan.id} does not know of ${unknown.join(', ')} yet`);
};

/** A broker that can be started; the files it reads are there already. */
export class LiveBroker implements KafkaBroker {
  readonly id: number;
  readonly ports: KafkaBroker['ports'];
  readonly internalAddress: string;
  readonly logDirectory: string;
  readonly logFile: string;
  readonly #plan: BrokerPlan;
  readonly #context: BrokerContext;
  readonly #daemonPlan: DaemonPlan;
  #daemon: Daemon | undefined;
  #pid = 0;

  constructor(plan: BrokerPlan, context: BrokerContext) {
    this.id = plan.id;
    this.ports = plan.ports;
    this.internalAddress = `127.0.0.1:${plan.internalPort}`;
    this.logDirectory = join(plan.directory, 'data');
    this.logFile = join(plan.directory, 'broker.log');
    this.#plan = plan;
    this.#context = context;
    const jaas = join(plan.directory, 'jaas.conf');
    this.#daemonPlan = {
      role: `broker ${plan.id}`,
      directory: plan.directory,
      logFile: this.logFile,
      args: [
        ...context.jvmArgs,
        ...(existsSync(jaas) ? [`-Djava.security.auth.login.config=${jaas}`] : []),
        ...['-cp', context.artifacts.classpath],
        ...context.artifacts.logging('INFO', 'out'),
        ...['kafka.Kafka', settingsFile(plan)],
      ],
    };
  }

  get pid(): number {
    return this.#pid;
  }

  get running(): boolean {
    return this.#daemon !== undefined;
  }

  /** Starts the process; `untilReady` then tells when it can be used. */
  async launch(): Promise<void> {
    const daemon = await startDaemon(this.#daemonPlan, this.#context.state);
    this.#daemon = daemon;
    this.#pid = daemon.identity.pid;
    daemon.exited.then(() => {
      if (this.#daemon === daemon) this.#daemon = undefined;
    });
  }

  /** Resolves when every listener answers and this broker knows all brokers that run. */
  async untilReady(): Promise<void> {
    const daemon = this.#daemon;
    if (!daemon) return;
    const { certificates } = this.#context.plan;
    await untilReady(this.#daemonPlan, daemon, async () => {
      await requireKnown(this.#plan, this.#context.runningIds());
      for (const [listener, port] of Object.entries(this.ports) as [Listener, number][]) {
        await probeApiVersions({ port, certificates: usesTls(listener) ? certificates : undefined });
      }
    });
  }

  async start(): Promise<void> {
    if (this.running) return;
    const { plan } = this.#context;
    if (VERSIONS[plan.version].metadata === 'zookeeper') await untilUnregistered(plan.zookeeperPort, this.id);
    await this.launch();
    await this.untilReady();
  }

  async stop(graceMs = GRACE_MS): Promise<void> {
    if (this.#daemon) await endDaemon(this.#daemon, graceMs);
  }

  async kill(): Promise<void> {
    await this.stop(0);
  }

  suspend(): void {
    if (this.#daemon) sendSignal(this.#daemon.identity, 'SIGSTOP');
  }

  resume(): void {
    if (this.#daemon) sendSignal(this.#daemon.identity, 'SIGCONT');
  }
}
