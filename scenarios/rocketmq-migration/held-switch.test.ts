import { expect, it, onTestFinished } from 'vitest';
import type { ApplicationPlan } from './lib/application.ts';
import { startPair } from './lib/cluster-pair.ts';
import { disorderOfKeys, disorderOfQueues } from './lib/disorder.ts';
import { isAvoidable } from './lib/doubled.ts';
import { CLIENT_KINDS, QUICK } from './lib/live-clients.ts';
import { accountsOf } from './lib/round-trip.ts';
import { ORDERED_SHARES } from './lib/route-states.ts';
import { ServedApplications } from './lib/served-applications.ts';

/** Before a side is left without holding nobody may have written for a minute. */
const LIMIT = { timeout: 15 * 60_000 };
const MESSAGES = 5;
/** What the gateway says of a write that waited for two seconds, or that comes by an old route after its topic was held. */
const REFUSED = /mqferry gateway: producers may not write this topic in this cluster now/;

const plans = CLIENT_KINDS.map(
  (kind): ApplicationPlan => ({
    ...{ kind, name: `ledger-${kind.replaceAll('.', '-')}`, ordered: true },
    producer: { manner: 'keyed', sendsAgain: true },
    consumer: { manner: 'orderly' },
  }),
);

it(
  'ordered topics go there and back with their writes held, and each key keeps its order',
  LIMIT,
  async ({ annotate }) => {
    const pair = await startPair('5.5.0');
    onTestFinished(() => pair.stop());
    const served = await ServedApplications.start(pair, plans, { pace: QUICK, mode: 'proxy' });
    onTestFinished(() => served.end());
    const { applications } = served;
    const move = (motion: 'forward' | 'back' | 'release', state: keyof typeof ORDERED_SHARES) =>
      served.move(motion, () => ORDERED_SHARES[state]);
    /** Gives how much is on either side when every producer has been told that nothing more is written. */
    const hold = async (state: keyof typeof ORDERED_SHARES) => {
      await served.move('hold', () => ORDERED_SHARES[state]);
      await applications.each(({ books }) => books.untilFailed());
      return { source: served.written('source'), target: served.written('target') };
    };
    await served.untilDelivered('source');
    await served.show(() => ORDERED_SHARES.connected);

    // It takes too long, for instance: back to where it was.
    const before = await hold('switching');
    await move('back', 'connected');
    await served.untilWritten(MESSAGES, 'source');
    expect(served.written('target')).toBe(before.target);

    const switched = await hold('switching');
    await move('forward', 'done');
    await Promise.all([served.untilWritten(MESSAGES, 'target'), served.untilDelivered('target')]);
    expect(served.written('source')).toBe(switched.source);

    const returning = await hold('returning');
    await move('release', 'returning');
    await served.untilWritten(MESSAGES, 'source');
    await move('back', 'connected');
    await Promise.all([served.untilWritten(MESSAGES, 'source'), served.untilDelivered('source')]);
    expect(served.written('target')).toBe(returning.target);
    await move('back', 'initial');
    await served.untilWritten(MESSAGES, 'source');
    await applications.settle();

    for (const { text, failed, faults, doubled } of accountsOf(served)) {
      await annotate(text);
      expect(faults).toEqual([]);
      expect(failed).toEqual([]);
      expect(doubled.filter(isAvoidable)).toEqual([]);
    }
    for (const { plan, books } of applications.all) {
      await annotate(`${plan.name}: ${books.errors.length} sends failed, and were made again`);
      expect(books.errors.filter(({ error }) => !REFUSED.test(error))).toEqual([]);
      expect(disorderOfQueues(books.deliveries)).toEqual([]);
      expect(disorderOfKeys(books.deliveries)).toEqual([]);
    }
  },
);
