import {
  createNameServerGateway,
  createProxyGateway,
  type NameServerGateway,
  ONLY_SOURCE,
  type RoutingTable,
  type Share,
} from '@mqferry/gateway';
import { retryTopic } from '@mqferry/rocketmq';
import { until } from '../../lib/until.ts';
import { type ApplicationPlan, Applications, topicOf } from './application.ts';
import type { ClusterPair } from './cluster-pair.ts';
import type { Pace } from './live-clients.ts';
import type { GatewayMode } from './served-applications.ts';
import { presetOffsets } from './topics.ts';
import { TravellingApplications, targetNamesOf, WAIT_MS } from './travelling-applications.ts';

const PROXY_PORTS = { first: 21_000, last: 21_999 };

const tableOf = (
  plans: readonly ApplicationPlan[],
  shares: (plan: ApplicationPlan) => Share,
  rest: Pick<RoutingTable, 'revision' | 'targetNames' | 'held'>,
): RoutingTable => ({
  ...rest,
  topics: new Map(plans.map((plan) => [topicOf(plan).name, shares(plan)])),
  groups: new Map(plans.flatMap((plan) => topicOf(plan).groups.map((group) => [group, shares(plan)]))),
});

const startGateway = async (
  { source, target }: ClusterPair,
  table: RoutingTable,
  mode: GatewayMode,
): Promise<NameServerGateway> => {
  const common = {
    listen: { host: '127.0.0.1', port: 0 },
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
export class RoutedApplications extends TravellingApplications {
  readonly gateway: NameServerGateway;
  #table: RoutingTable;

  private constructor(
    pair: ClusterPair,
    applications: Applications,
    { gateway, table }: { gateway: NameServerGateway; table: RoutingTable },
  ) {
    super(pair, applications);
    this.gateway = gateway;
    this.#table = table;
  }

  /** Creates the topics, and starts the gateway and the applications, all of which are on the source. */
  static async start(
    pair: ClusterPair,
    plans: readonly ApplicationPlan[],
    { pace, mode = 'route' }: { readonly pace?: Pace; readonly mode?: GatewayMode } = {},
  ): Promise<RoutedApplications> {
    const topics = plans.map(topicOf);
    await pair.createTopics(topics);
    // On the target groups begin where the queues do.
    await presetOffsets(pair.target, topics);
    const table = tableOf(plans, () => ONLY_SOURCE, {
      ...{ revision: 1, targetNames: targetNamesOf(pair), held: new Set<string>() },
    });
    const gateway = await startGateway(pair, table, mode);
    const { host, port } = gateway.address;
    try {
      const applications = await Applications.start(plans, `${host}:${port}`, pace);
      return new RoutedApplications(pair, applications, { gateway, table });
    } catch (error) {
      await gateway.close();
      throw error;
    }
  }

  /** Shows clients other shares of topics and their groups, and waits until all of them were shown them. */
  async show(shares: (plan: ApplicationPlan) => Share): Promise<void> {
    this.shares = shares;
    const { revision, targetNames, held } = this.#table;
    const plans = this.applications.all.map(({ plan }) => plan);
    this.#table = tableOf(plans, shares, { revision: revision + 1, targetNames, held });
    this.gateway.serve(this.#table);
    const topics = plans.map(topicOf).flatMap(({ name, groups }) => [name, ...groups.map(retryTopic)]);
    await until(`all clients were shown revision ${revision + 1}`, WAIT_MS, () =>
      this.#shown(topics).every((shown) => shown > revision),
    );
  }

  async end(): Promise<void> {
    await this.applications.end();
    await this.gateway.close();
  }

  /** The revisions of the routes of these topics that connected clients were shown last. */
  #shown(topics: readonly string[]): number[] {
    return this.gateway
      .clients()
      .filter(({ isConnected }) => isConnected)
      .flatMap(({ routes }) => topics.flatMap((topic) => routes.get(topic)?.revision ?? []));
  }
}
