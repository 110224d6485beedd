import type { Share } from '@mqferry/gateway';
import { dlqTopic, topicStats } from '@mqferry/rocketmq';
import type { RocketmqCluster } from '@mqferry/sandbox';
import { expect, it, onTestFinished } from 'vitest';
import type { ApplicationPlan } from './lib/application.ts';
import { startPair } from './lib/cluster-pair.ts';
import { disorderOfKeys, disorderOfQueues } from './lib/disorder.ts';
import { countReasons } from './lib/doubled.ts';
import { QUICK } from './lib/live-clients.ts';
import { ORDERED_SHARES, SHARES } from './lib/route-states.ts';
import { RoutedApplications } from './lib/routed-applications.ts';
import { withAdmin } from './lib/topics.ts';

const MESSAGES = 5;
/** Most of it is waiting, but on a busy machine clusters and clients start slowly. */
const LIMIT = { timeout: 10 * 60_000 };
/** Of the delay levels of these brokers, the one that takes longer than a step. */
const DELAYED = { manner: 'delayed', delayLevel: 2 } as const;
const TRANSACTIONAL = { manner: 'transactional', rate: 4 } as const;
const RETRIED = { fails: { every: 3, times: 2 } } as const;
const DEAD = { fails: { every: 4, times: 3 }, maxReconsumeTimes: 2 } as const;
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

it.for(['5.5.0', '4.9.7'] as const)(
  'special kinds of messages go from 4.9.7 to %s and back, each by its rule',
  LIMIT,
  async (version, { annotate }) => {
    const pair = await startPair(version);
    onTestFinished(() => pair.stop());
    const routed = await RoutedApplications.start(pair, PLANS, { pace: QUICK });
    onTestFinished(() => routed.end());
    const { applications } = routed;
    const show = showOf(routed);
    const application = (name: string) => applications.all.find(({ plan }) => plan.name === name)!;
    await routed.untilDelivered('source');

    await show(SHARES.dualRead, ORDERED_SHARES.connected);
    await routed.untilJoined('target');
    await show(SHARES.dualWrite, ORDERED_SHARES.connected);
    await Promise.all([routed.untilWritten(MESSAGES, 'target'), routed.untilDelivered('target')]);
    await show(SHARES.switching, ORDERED_SHARES.switching);
    const switched = Date.now() * 1000;
    await routed.untilWritten(MESSAGES, 'target');
    await routed.untilDrained('source');
    const isLate = ({ place, at }: { place: { host: string | undefined }; at: number }) =>
      at > switched && pair.sideOf(place.host) === 'source';
    expect(application('delayed-4').books.deliveries.some(isLate)).toBe(true);
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
    await applications.settle();

    for (const { plan, books, clients } of applications.all) {
      const told = JSON.stringify(countReasons(books.doubled()));
      await annotate(`${plan.name}: ${books.written.length} sent, processed again: ${told}`);
      expect(books.faults()).toEqual([]);
      expect(books.failed).toEqual([]);
      if (plan.ordered) {
        expect(disorderOfQueues(books.deliveries)).toEqual([]);
        expect(disorderOfKeys(books.deliveries)).toEqual([]);
      }
      if (plan.name.startsWith('transactional')) {
        expect(clients.checked(`${plan.name}-p`).length).toBeGreaterThan(0);
      }
    }
    for (const name of ['dead-4', 'dead-own']) {
      const { books, group } = application(name);
      const letters = books.written.filter(({ id }) => Number(id.split('.')[1]) % 4 === 0).length;
      const topic = dlqTopic(group);
      await expect
        .poll(async () => (await stored(pair.source, topic)) + (await stored(pair.target, topic)))
        .toBeGreaterThanOrEqual(letters);
    }
  },
);
