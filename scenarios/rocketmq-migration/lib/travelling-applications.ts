import { mayRead, mayWrite, ONLY_SOURCE, type Share, type Side } from '@mqferry/gateway';
import { consumerConnections } from '@mqferry/rocketmq';
import { until } from '../../lib/until.ts';
import type { ApplicationPlan, Applications } from './application.ts';
import type { ClusterPair } from './cluster-pair.ts';
import type { Delivery, Place, Written } from './entries.ts';
import { withAdmin } from './topics.ts';

/** Longer than clients take by their defaults to ask for a route, to send a heartbeat and to share queues. */
export const WAIT_MS = 150_000;

/** Names under which clients see the brokers of the target, all of which the source has as well. */
export const targetNamesOf = ({ target }: ClusterPair): ReadonlyMap<string, string> =>
  new Map(target.brokers.map(({ name }) => [name, `${name}@target`]));

/** Applications that go from one cluster of a pair to the other, whoever has them go. */
export abstract class TravellingApplications {
  readonly pair: ClusterPair;
  readonly applications: Applications;
  protected shares: (plan: ApplicationPlan) => Share = () => ONLY_SOURCE;

  constructor(pair: ClusterPair, applications: Applications) {
    this.pair = pair;
    this.applications = applications;
  }

  /** Shows clients other shares of topics and their groups, and waits until all of them were shown them. */
  abstract show(shares: (plan: ApplicationPlan) => Share): Promise<void>;

  abstract end(): Promise<void>;

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
      if (mayWrite(this.shares(plan)[side])) await books.untilWritten(more, this.#isOn(side));
    });
  }

  /** Waits until every consumer that is shown queues to read on a side, to which its producer writes, has got more from it. */
  async untilDelivered(side: Side): Promise<void> {
    await this.applications.each(async ({ plan, books, consumerNames }) => {
      const access = this.shares(plan)[side];
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

  #isOn(side: Side): (written: Written) => boolean {
    return ({ place }) => this.#sideOf(place) === side;
  }

  /** Java does not tell which broker stores a half message except by its name. */
  #sideOf({ broker, host }: Place): Side | undefined {
    if (host !== undefined) return this.pair.sideOf(host);
    return [...targetNamesOf(this.pair).values()].includes(broker) ? 'target' : 'source';
  }
}
