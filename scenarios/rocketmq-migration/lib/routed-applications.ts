import {
  createNameServerGateway,
  createProxyGateway,
  mayRead,
  mayWrite,
  type NameServerGateway,
  ONLY_SOURCE,
  type RoutingTable,
  type Share,
  type Side,
} from '@mqferry/gateway';
import { consumerConnections, retryTopic } from '@mqferry/rocketmq';
import { until } from '../../lib/until.ts';
import { type ApplicationPlan, Applications, topicOf } from './application.ts';
import type { ClusterPair } from './cluster-pair.ts';
import type { Delivery, Place, Written } from './entries.ts';
import type { Pace } from './live-clients.ts';
import { withAdmin } from './topics.ts';

/** Longer than clients take by their defaults to ask for a route, to send a heartbeat and to share queues. */
const WAIT_MS = 150_000;

const PROXY_PORTS = { first: 21_000, last: 21_999 };

/** Names under which clients see the brokers of the target, all of which the source has as well. */
const targetNamesOf = ({ target }: ClusterPair): ReadonlyMap<string, string> =>
  new Map(target.brokers.map(({ name }) => [name, `${name}@target`]));

const tableOf = (
  plans: readonly ApplicationPlan[],
  shares: (plan: ApplicationPlan) => Share,
  rest: Pick<RoutingTable, 'revision' | 'targetNames' | 'held'>,
): RoutingTable => ({
  ...rest,
  topics: new Map(plans.map((plan) => [topicOf(plan).name, shares(plan)])),
  groups: new Map(plans.flatMap((plan) => topicOf(plan).groups.map((group) => [group, shares(plan)]))),
});

/** How a gateway is between clients and clusters. */
export type GatewayMode = 'route' | 'proxy';

const startGateway = async (
  { source, target }: ClusterPair,
  table: RoutingTable,
  mode: GatewayMode,
  listen = { host: '127.0.0.1', port: 0 },
): Promise<NameServerGateway> => {
  const common = {
    listen,
    clusters: {
      source: { nameServers: source.namesrvAddr },
      target: { nameServers: target.namesrvAddr },
    },
    table,
  };
  if (mode === 'route') return createNameServerGateway(common);
  return createProxyGateway({
    ...common,
    ports: PROXY_PORTS,
    onAssigned: () => undefined,
    // A cluster that does not answer now is asked again.
    onProblem: () => undefined,
  });
};

/** Applications whose name server is a gateway between the clusters of a pair. */
export class RoutedApplications {
  readonly pair: ClusterPair;
  readonly applications: Applications;
  readonly #mode: GatewayMode;
  #gateway: NameServerGateway;
  #table: RoutingTable;
  #shares: (plan: ApplicationPlan) => Share = () => ONLY_SOURCE;

  private constructor(
    pair: ClusterPair,
    applications: Applications,
    { gateway, table, mode }: { gateway: NameServerGateway; table: RoutingTable; mode: GatewayMode },
  ) {
    this.pair = pair;
    this.applications = applications;
    this.#gateway = gateway;
    this.#table = table;
    this.#mode = mode;
  }

  get gateway(): NameServerGateway {
    return this.#gateway;
  }

  /** Has the gateway be gone while `during` runs; it comes back at the same address. */
  async withoutGateway(during: () => Promise<unknown>): Promise<void> {
    const { address } = this.#gateway;
    await this.#gateway.close();
    await during();
    this.#gateway = await startGateway(this.pair, this.#table, this.#mode, address);
  }

  /** Creates the topics, and starts the gateway and the applications, all of which are on the source. */
  static async start(
    pair: ClusterPair,
    plans: readonly ApplicationPlan[],
    { pace, mode = 'route' }: { readonly pace?: Pace; readonly mode?: GatewayMode } = {},
  ): Promise<RoutedApplications> {
    await pair.createTopics(plans.map(topicOf));
    const table = tableOf(plans, () => ONLY_SOURCE, {
      ...{ revision: 1, targetNames: targetNamesOf(pair), held: new Set<string>() },
    });
    const gateway = await startGateway(pair, table, mode);
    const { host, port } = gateway.address;
    try {
      const applications = await Applications.start(plans, `${host}:${port}`, pace);
      return new RoutedApplications(pair, applications, { gateway, table, mode });
    } catch (error) {
      await gateway.close();
      throw error;
    }
  }

  /** Shows clients other shares of topics and their groups, and waits until all of them were shown them. */
  async show(shares: (plan: ApplicationPlan) => Share): Promise<void> {
    this.#shares = shares;
    const { revision, targetNames, held } = this.#table;
    const plans = this.applications.all.map(({ plan }) => plan);
    this.#table = tableOf(plans, shares, { revision: revision + 1, targetNames, held });
    this.#gateway.serve(this.#table);
    const topics = plans.map(topicOf).flatMap(({ name, groups }) => [name, ...groups.map(retryTopic)]);
    await until(`all clients were shown revision ${revision + 1}`, WAIT_MS, () =>
      this.#shown(topics).every((shown) => shown > revision),
    );
  }

  /** Waits until the brokers of a side know every consumer. */
  async untilJoined(side: Side): Promise<void> {
    const cluster = this.pair[side];
    await withAdmin(cluster, async (admin) => {
      await this.applications.each(({ group, consumers }) =>
        until(`the ${side} knows all consumers of ${group}`, WAIT_MS, async () => {
          for (const { address } of cluster.brokers) {
            const { connections = [] } = (await consumerConnections(admin, address, group)) ?? {};
            const known = new Set(connections.map(({ clientId }) => clientId));
            if (!consumers.every(({ clientId }) => known.has(clientId))) return false;
          }
          return true;
        }),
      );
    });
  }

  /** Waits until every producer that is shown queues to write on a side has written more to it. */
  async untilWritten(more: number, side: Side): Promise<void> {
    await this.applications.each(async ({ plan, books }) => {
      if (mayWrite(this.#shares(plan)[side])) await books.untilWritten(more, this.#isOn(side));
    });
  }

  /** Waits until every consumer that is shown queues to read on a side, to which its producer writes, has got more from it. */
  async untilDelivered(side: Side): Promise<void> {
    await this.applications.each(async ({ plan, books, consumerNames }) => {
      const access = this.#shares(plan)[side];
      if (!mayRead(access) || !mayWrite(access)) return;
      const isOf = (name: string) => (delivery: Delivery) =>
        delivery.consumer === name && this.#sideOf(delivery.place) === side;
      await Promise.all(consumerNames.map((name) => books.untilDelivered(1, isOf(name))));
    });
  }

  /** Waits until all that was written to a side is processed. */
  async untilDrained(side: Side): Promise<void> {
    await this.applications.each(({ books }) => books.untilProcessed(this.#isOn(side)));
  }

  /** How many messages producers were told are safe on a side. */
  written(side: Side): number {
    return this.applications.all.flatMap(({ books }) => books.written.filter(this.#isOn(side))).length;
  }

  async end(): Promise<void> {
    await this.applications.end();
    await this.#gateway.close();
  }

  #isOn(side: Side): (written: Written) => boolean {
    return ({ place }) => this.#sideOf(place) === side;
  }

  /** Java does not tell which broker stores a half message except by its name. */
  #sideOf({ broker, host }: Place): Side | undefined {
    if (host !== undefined) return this.pair.sideOf(host);
    return [...this.#table.targetNames.values()].includes(broker) ? 'target' : 'source';
  }

  /** The revisions of the routes of these topics that connected clients were shown last. */
  #shown(topics: readonly string[]): number[] {
    return this.#gateway
      .clients()
      .filter(({ isConnected }) => isConnected)
      .flatMap(({ routes }) => topics.flatMap((topic) => routes.get(topic)?.revision ?? []));
  }
}
