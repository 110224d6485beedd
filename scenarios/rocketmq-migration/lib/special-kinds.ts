import type { Share } from '@mqferry/gateway';
import { dlqTopic, topicStats } from '@mqferry/rocketmq';
import type { RocketmqCluster, RocketmqVersion } from '@mqferry/sandbox';
import { until } from '../../lib/until.ts';
import type { Application, ApplicationPlan } from './application.ts';
import { type ClusterPair, startPair } from './cluster-pair.ts';
import { disorderOfKeys, disorderOfQueues } from './disorder.ts';
import type { Delivery } from './entries.ts';
import { QUICK } from './live-clients.ts';
import { type Account, accountsOf } from './round-trip.ts';
import { ORDERED_SHARES, SHARES } from './route-states.ts';
import { RoutedApplications } from './routed-applications.ts';
import type { GatewayMode } from './served-applications.ts';
import { withAdmin } from './topics.ts';
import { WAIT_MS } from './travelling-applications.ts';

const MESSAGES = 5;
/** Of the delay levels of these brokers, the one that takes longer than a step. */
const DELAYED = { manner: 'delayed', delayLevel: 2 } as const;
const TRANSACTIONAL = { manner: 'transactional', rate: 4 } as const;
const RETRIED = { fails: { every: 3, times: 2 } } as const;
const DEAD_EVERY = 4;
const DEAD = { fails: { every: DEAD_EVERY, times: 3 }, maxReconsumeTimes: 2 } as const;
const ORDERED = {
  ordered: true,
  producer: { manner: 'keyed' },
  consumer: { manner: 'orderly' },
} as const;

const PLANS = [
  { name: 'ordered-4', kind: 'java-4.9.7', ...ORDERED },
  { name: 'ordered-5', kind: 'java-5.5.0', ...ORDERED },
  { name: 'ordered-go', kind: 'go-2.1.2', ...ORDERED },
  { name: 'ordered-own', kind: 'mqferry', ...ORDERED },
  { name: 'delayed-4', kind: 'java-4.9.7', producer: DELAYED },
  { name: 'delayed-own', kind: 'mqferry', producer: DELAYED },
  { name: 'transactional-5', kind: 'java-5.5.0', producer: TRANSACTIONAL },
  { name: 'transactional-go', kind: 'go-2.1.2', producer: TRANSACTIONAL },
  { name: 'transactional-own', kind: 'mqferry', producer: TRANSACTIONAL },
  { name: 'broadcast-5', kind: 'java-5.5.0', consumer: { manner: 'broadcast' } },
  { name: 'broadcast-own', kind: 'mqferry', consumer: { manner: 'broadcast' } },
  { name: 'retried-4', kind: 'java-4.9.7', consumer: RETRIED },
  { name: 'retried-go', kind: 'go-2.1.2', consumer: RETRIED },
  { name: 'dead-4', kind: 'java-4.9.7', consumer: DEAD },
  { name: 'dead-own', kind: 'mqferry', consumer: DEAD },
] as const satisfies readonly ApplicationPlan[];

/** What came of an application whose messages are of a special kind. */
export interface SpecialAccount extends Account {
  /** All that its kind does not allow. */
  readonly wrong: readonly string[];
}

/** Ordered topics have states of their own. */
const showOf = (routed: RoutedApplications) => (usual: Share, ordered: Share) =>
  routed.show((plan) => (plan.ordered ? ordered : usual));

/** How many messages the brokers of a cluster have in a topic. */
const stored = (cluster: RocketmqCluster, topic: string): Promise<number> =>
  withAdmin(cluster, async (admin) => {
    let messages = 0;
    for (const { address } of cluster.brokers) {
      const { queues = [] } = (await topicStats(admin, address, topic)) ?? {};
      for (const { minOffset, maxOffset } of queues) messages += Number(maxOffset - minOffset);
    }
    return messages;
  });

/** There and back; gives when the target was written alone, in microseconds since 1970. */
const goThroughStates = async (routed: RoutedApplications): Promise<number> => {
  const show = showOf(routed);
  await routed.untilDelivered('source');
  await show(SHARES.dualRead, ORDERED_SHARES.connected);
  await routed.untilJoined('target');
  await show(SHARES.dualWrite, ORDERED_SHARES.connected);
  await Promise.all([routed.untilWritten(MESSAGES, 'target'), routed.untilDelivered('target')]);
  await show(SHARES.switching, ORDERED_SHARES.switching);
  const switched = Date.now() * 1000;
  await routed.untilWritten(MESSAGES, 'target');
  await routed.untilDrained('source');
  await show(SHARES.done, ORDERED_SHARES.done);
  await Promise.all([routed.untilWritten(MESSAGES, 'target'), routed.untilDelivered('target')]);

  await show(SHARES.switching, ORDERED_SHARES.returning);
  await routed.untilJoined('source');
  await show(SHARES.dualWrite, ORDERED_SHARES.returning);
  await Promise.all([routed.untilWritten(MESSAGES, 'source'), routed.untilDelivered('source')]);
  await show(SHARES.dualRead, ORDERED_SHARES.returning);
  await routed.untilWritten(MESSAGES, 'source');
  await routed.untilDrained('target');
  await show(SHARES.initial, ORDERED_SHARES.initial);
  await Promise.all([routed.untilWritten(MESSAGES, 'source'), routed.untilDelivered('source')]);
  await routed.applications.settle();
  return switched;
};

/** Waits until what consumers gave up is among the dead letters, on the side where each was. */
const untilDead = async ({ source, target }: ClusterPair, { books, group }: Application): Promise<void> => {
  const letters = books.written.filter(({ id }) => Number(id.split('.')[1]) % DEAD_EVERY === 0).length;
  const topic = dlqTopic(group);
  await until(`the dead letters of ${group} are there`, WAIT_MS, async () => {
    // A message that was delivered once more than it had to be is there twice.
    return (await stored(source, topic)) + (await stored(target, topic)) >= letters;
  });
};

const wrongOf = (
  { plan, books, clients }: Application,
  { failed, faults }: Account,
  isLate: (delivery: Delivery) => boolean,
): readonly string[] => {
  const { name, ordered } = plan;
  const wrong = [...failed, ...faults];
  if (ordered) wrong.push(...disorderOfQueues(books.deliveries), ...disorderOfKeys(books.deliveries));
  if (name.startsWith('transactional') && clients.checked(`${name}-p`).length === 0) {
    wrong.push('no broker asked back');
  }
  if (name === 'delayed-4' && !books.deliveries.some(isLate)) {
    wrong.push('nothing came late from the source');
  }
  return wrong;
};

/**
 * Has applications with messages of special kinds go from 4.9.7 to a cluster of this version and back through a gateway, and gives
 * what came of each.
 */
export const takeSpecialKinds = async (
  mode: GatewayMode,
  version: RocketmqVersion,
): Promise<readonly SpecialAccount[]> => {
  const pair = await startPair(version);
  try {
    const routed = await RoutedApplications.start(pair, PLANS, { pace: QUICK, mode });
    try {
      const switched = await goThroughStates(routed);
      const { all } = routed.applications;
      for (const each of all.filter(({ plan }) => plan.name.startsWith('dead'))) await untilDead(pair, each);
      const isLate = ({ place, at }: Delivery) => at > switched && pair.sideOf(place.host) === 'source';
      return accountsOf(routed).map((account, index) => ({
        ...account,
        wrong: wrongOf(all[index]!, account, isLate),
      }));
    } finally {
      await routed.end();
    }
  } finally {
    await pair.stop();
  }
};
