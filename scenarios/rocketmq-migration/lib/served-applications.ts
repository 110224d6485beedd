import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@mqferry/api';
import type { Share } from '@mqferry/gateway';
import { type Mqferry, startMqferry } from '../../lib/mqferry.ts';
import { until } from '../../lib/until.ts';
import { launchKillable, type Running, type Pace as ServicePace } from '../../service/launch-killable.ts';
import { type ApplicationPlan, Applications, topicOf } from './application.ts';
import type { ClusterPair } from './cluster-pair.ts';
import type { Pace } from './live-clients.ts';
import { TravellingApplications, WAIT_MS } from './travelling-applications.ts';

/** Longer than the minute for which nobody may have written before a side counts as drained. */
const STEP_MS = 2 * WAIT_MS;

type Motion = 'forward' | 'back' | 'hold' | 'release';
/** How a gateway is between clients and clusters. */
export type GatewayMode = 'route' | 'proxy';

const PROXY_PORTS = '22000-22999';

/** How applications go by a task of the service. */
export interface ServedOptions {
  readonly mode: GatewayMode;
  /** Of clients, for which the service takes them as well; both keep their own unless given. */
  readonly pace?: Pace;
  /** More options of the gateway. */
  readonly gateway?: readonly string[];
}

type Clusters = Pick<ClusterPair, 'source' | 'target'>;

const servicePace = (pace: Pace | undefined): ServicePace => (pace ? 'quick' : 'patient');

type Topic = Awaited<ReturnType<Client['listSeamlessTopics']>>['items'][number];

const TASK = 'move';
const SERVICE = 'service';

/** A service with a task between the clusters of a pair, and a gateway of it. */
export class SeamlessService {
  readonly #folder: string;
  readonly #pair: Clusters;
  readonly #options: ServedOptions;
  #service: Running;
  #gateway: Mqferry | undefined;
  /** Where clients find the gateway, also when it was started again. */
  #address = '127.0.0.1:0';
  #id = '';

  private constructor(
    pair: Clusters,
    options: ServedOptions,
    { folder, service }: { readonly folder: string; readonly service: Running },
  ) {
    this.#pair = pair;
    this.#options = options;
    this.#folder = folder;
    this.#service = service;
  }

  /** Starts the service and makes the task, in which are all topics. */
  static async start(
    pair: Clusters,
    options: ServedOptions,
    topics: readonly { readonly topic: string; readonly kind: 'ordinary' | 'ordered' }[],
  ): Promise<SeamlessService> {
    const folder = await mkdtemp(join(tmpdir(), 'mqferry-seamless-'));
    const service = await launchKillable(join(folder, SERVICE), undefined, servicePace(options.pace), []);
    const served = new SeamlessService(pair, options, { folder, service });
    const { mode } = options;
    const add = async (name: string, nameServers: string) => {
      const body = { name, nameServers, clusterName: name };
      return (await served.api.addRocketmqCluster({ body })).id;
    };
    const sourceId = await add('old', pair.source.namesrvAddr);
    const targetId = await add('new', pair.target.namesrvAddr);
    const { id } = await served.api.createSeamlessTask({ body: { name: TASK, sourceId, targetId, mode } });
    served.#id = id;
    await served.api.addSeamlessTopics({ params: { id }, body: { topics: [...topics] } });
    await writeFile(served.#tokenFile, `${service.token}\n`, { mode: 0o600 });
    await served.#startGateway();
    await until('the gateway serves', WAIT_MS, async () => (await served.task()).gateways[0]?.serves);
    return served;
  }

  get api(): Client {
    return this.#service.api;
  }

  get nameServers(): string {
    return this.#address;
  }

  /** What the gateway has said. */
  get gatewayText(): string {
    return this.#gateway!.text;
  }

  task() {
    return this.api.getSeamlessTask({ params: { id: this.#id } });
  }

  async topics(): Promise<readonly Topic[]> {
    return (await this.api.listSeamlessTopics({ params: { id: this.#id }, query: { limit: 500 } })).items;
  }

  /** Does the same with all topics as soon as that is possible for all of them. */
  async step(motion: Motion): Promise<void> {
    const before = await this.#states();
    let why = '';
    const apply = async () => {
      // The answer to the attempt before may have been lost.
      if ((await this.#states()) !== before) return true;
      why = await this.attempt(motion);
      return why === '';
    };
    await until(`all topics can go ${motion}`, STEP_MS, apply).catch((error) => {
      throw new Error(why, { cause: error });
    });
  }

  /** Does the same with all topics if that is possible for all of them; gives why it is not. */
  async attempt(motion: Motion): Promise<string> {
    const params = { id: this.#id };
    const body = { topics: 'all', motion } as const;
    const { hash, blocked, topics } = await this.api.planSeamlessStep({ params, body });
    if (blocked === 0) await this.api.applySeamlessStep({ params, body: { ...body, hash } });
    return topics.flatMap(({ blockedBy }) => blockedBy?.message.en ?? []).join('\n');
  }

  /** Tries it until the service has killed itself in doing so. */
  async attemptUntilKilled(motion: Motion): Promise<void> {
    const { exited } = this.#service;
    let isOver = false;
    void exited.then(() => {
      isOver = true;
    });
    // What is refused is asked for again, and so is what breaks off.
    const attempt = () =>
      this.attempt(motion).then(
        () => false,
        () => false,
      );
    await until('the service kills itself', STEP_MS, async () => isOver || (await attempt()) || isOver);
  }

  async #states(): Promise<string> {
    const topics = await this.topics();
    return topics.map(({ topic, position: { state, held } }) => `${topic} ${state} ${held}`).join('\n');
  }

  /** Kills the gateway, and starts it again at the same address when `during` is over. */
  async withoutGateway(during: () => Promise<unknown>): Promise<void> {
    this.#gateway!.kill('SIGKILL');
    await this.#gateway!.exited;
    await during();
    await this.#startGateway();
  }

  /** Has the service kill itself at this moment, which `during` brings about, and starts it again. */
  async killed(moment: 'before' | 'after', verb: string, during: () => Promise<unknown>): Promise<void> {
    await this.#service.end();
    await this.#launch([moment, verb]);
    const { exited } = this.#service;
    await during();
    if ((await exited) !== 'SIGKILL') throw new Error('the service has not killed itself');
    await this.#launch();
  }

  /** Kills the service, and starts it again when `during` is over. */
  async withoutService(during: () => Promise<unknown>): Promise<void> {
    await this.#service.kill();
    await during();
    await this.#launch();
  }

  async #launch(killedAt: readonly string[] = []): Promise<void> {
    this.#service = await launchKillable(
      this.#serviceFolder,
      this.#service.token,
      servicePace(this.#options.pace),
      killedAt,
    );
  }

  async end(): Promise<void> {
    this.#gateway?.kill('SIGTERM');
    await this.#gateway?.exited;
    await this.#service.end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #serviceFolder(): string {
    return join(this.#folder, SERVICE);
  }

  get #tokenFile(): string {
    return join(this.#folder, 'token');
  }

  async #startGateway(): Promise<void> {
    const { source, target } = this.#pair;
    const { mode, gateway: more = [] } = this.#options;
    const gateway = startMqferry(
      ...['gateway', '--source-name-servers', source.namesrvAddr],
      ...['--target-name-servers', target.namesrvAddr, '--listen', this.#address],
      ...['--service', this.#service.url, '--task', TASK, '--token', this.#tokenFile],
      ...['--table', join(this.#folder, 'table.json'), '--name', 'gateway-1'],
      ...more,
      ...(mode === 'proxy'
        ? ['--proxy-ports', PROXY_PORTS, '--proxy-state', join(this.#folder, 'ports.json')]
        : []),
    );
    this.#gateway = gateway;
    this.#address = await until(
      'the gateway listens',
      WAIT_MS,
      () => /127\.0\.0\.1:\d+/u.exec(gateway.text)?.[0],
    );
  }
}

const ORDER = ['none', 'connect', 'read', 'write', 'read-write'];

/** How much of the target is shown, to tell whether a share is a step forward. */
const weight = ({ source, target }: Share): number => ORDER.indexOf(target) - ORDER.indexOf(source);

/** Applications that a task of the service has go, as an operator would. */
export class ServedApplications extends TravellingApplications {
  readonly service: SeamlessService;

  private constructor(pair: ClusterPair, applications: Applications, service: SeamlessService) {
    super(pair, applications);
    this.service = service;
  }

  /** Creates the topics, starts service and gateway, and the applications, all of which are on the source. */
  static async start(
    pair: ClusterPair,
    plans: readonly ApplicationPlan[],
    options: ServedOptions,
  ): Promise<ServedApplications> {
    // Groups get their offsets on the target by the first step.
    await pair.createTopics(plans.map(topicOf));
    const topics = plans.map((plan) => {
      const kind = plan.ordered ? ('ordered' as const) : ('ordinary' as const);
      return { topic: topicOf(plan).name, kind };
    });
    const service = await SeamlessService.start(pair, options, topics);
    try {
      const applications = await Applications.start(plans, service.nameServers, options.pace);
      return new ServedApplications(pair, applications, service);
    } catch (error) {
      await service.end();
      throw error;
    }
  }

  /** One step of the task, when its checks let it; resolves when the task says that all clients act by it. */
  async show(shares: (plan: ApplicationPlan) => Share): Promise<void> {
    const [{ plan }] = this.applications.all as readonly [(typeof this.applications.all)[number]];
    await this.move(weight(shares(plan)) > weight(this.shares(plan)) ? 'forward' : 'back', shares);
    await until('all clients act by it', WAIT_MS, async () =>
      (await this.service.topics()).every(({ dwellMs }) => dwellMs === 0),
    );
  }

  /** One step of the task, after which clients are shown these shares, when its checks let it. */
  async move(motion: Motion, shares: (plan: ApplicationPlan) => Share): Promise<void> {
    await this.service.step(motion);
    this.shares = shares;
  }

  async end(): Promise<void> {
    await this.applications.end();
    await this.service.end();
  }
}
