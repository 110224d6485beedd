import { expect, it, onTestFinished } from 'vitest';
import { BatchTask } from './lib/batch-task.ts';
import { startPair } from './lib/cluster-pair.ts';
import { disorderOfKeys, disorderOfRuns } from './lib/disorder.ts';
import { countReasons, isAvoidable } from './lib/doubled.ts';
import type { Delivery } from './lib/entries.ts';
import { type ClientKind, QUICK } from './lib/live-clients.ts';
import { MessageBooks } from './lib/message-books.ts';
import { startClients } from './lib/start-clients.ts';
import { createTopics } from './lib/topics.ts';

/** Nobody may have written to the source for a minute. */
const LIMIT = { timeout: 15 * 60_000 };

const ORDERS = { name: 'orders', groups: ['billing', 'news'] };
const LEDGER = { name: 'ledger', groups: ['books'] };

it(
  'clients that people move in batches lose nothing, and each wrong order is refused with its reason',
  LIMIT,
  async ({ annotate }) => {
    const pair = await startPair('5.5.0');
    onTestFinished(() => pair.stop());
    await createTopics(pair.source, [ORDERS, LEDGER]);
    const task = await BatchTask.start(pair, [
      { topic: ORDERS.name, kind: 'ordinary' },
      { topic: LEDGER.name, kind: 'ordered' },
    ]);
    onTestFinished(() => task.end());
    const clientsOf = async (kind: ClientKind, side: 'source' | 'target') => {
      const clients = await startClients(kind, pair[side].namesrvAddr, QUICK);
      onTestFinished(() => clients.end());
      return clients;
    };
    const java = {
      source: await clientsOf('java-4.9.7', 'source'),
      target: await clientsOf('java-4.9.7', 'target'),
    };
    const own = {
      source: await clientsOf('mqferry', 'source'),
      target: await clientsOf('mqferry', 'target'),
    };
    const isFrom = (side: 'source' | 'target') => (delivery: Delivery) =>
      pair.sideOf(delivery.place.host) === side;

    // Everybody is on the source.
    const [orders, ledger, told] = [ORDERS, LEDGER, ORDERS].map(({ name }) => new MessageBooks(name)) as [
      ...[MessageBooks, MessageBooks, MessageBooks],
    ];
    const reader = (side: 'source' | 'target', name: string) =>
      java[side].consumer(orders, { name: `${name}-${side}`, group: 'billing' });
    const writer = (side: 'source' | 'target', name: string) =>
      java[side].producer(orders, { name: `${name}-${side}`, group: 'shop' });
    const broadcast = (side: 'source' | 'target') =>
      own[side].consumer(told, { name: `news-${side}`, group: 'news', manner: 'broadcast' });
    const bookkeeper = (side: 'source' | 'target', name: string) =>
      own[side].consumer(ledger, { name: `${name}-${side}`, group: 'books', manner: 'orderly' });
    const accountant = (side: 'source' | 'target') =>
      own[side].producer(ledger, { name: `p-${side}`, group: 'accounts', manner: 'keyed' });
    const readers = [await reader('source', 'c1'), await reader('source', 'c2')] as const;
    const listener = await broadcast('source');
    const bookkeepers = [await bookkeeper('source', 'b1'), await bookkeeper('source', 'b2')] as const;
    const writers = [await writer('source', 'p1'), await writer('source', 'p2')] as const;
    const accounts = await accountant('source');
    await Promise.all([orders, ledger, told].map((books) => books.untilDelivered(20)));

    // Nothing is begun on a target that has nothing.
    expect(await task.begin('ordinary', 'some-consumers')).toBe('BATCH_TARGET_UNPREPARED');
    expect(await task.begin('ordinary', 'target-ready')).toBe('SEAMLESS_TOPIC_MISSING');
    await task.import();
    for (const kind of ['ordinary', 'ordered'] as const) {
      await expect.poll(() => task.begin(kind, 'target-ready')).toBeUndefined();
      await task.untilReached(kind, 'target-ready');
    }

    // Consumers come first; those of ordered topics last.
    expect(await task.begin('ordinary', 'some-producers')).toBe('BATCH_PRODUCERS_FIRST');
    expect(await task.begin('ordered', 'some-consumers')).toBe('BATCH_ORDER_CONSUMERS_EARLY');
    expect(await task.begin('ordinary', 'some-consumers')).toBeUndefined();
    await readers[0].stop();
    const moved = [await reader('target', 'c1')];
    const listening = await broadcast('target');
    await task.untilReached('ordinary', 'some-consumers');

    // What was begun is known to the service after it was killed.
    await task.restart();
    const stages = (await task.batch('ordinary')).stages.filter(({ begunAt }) => begunAt !== null);
    expect(stages.map(({ stage }) => stage)).toEqual(['target-ready', 'some-consumers']);

    expect(await task.begin('ordinary', 'some-producers')).toBeUndefined();
    await writers[0].stop();
    const movedWriters = [await writer('target', 'p1')];
    await orders.untilDelivered(5, isFrom('target'));
    await task.untilReached('ordinary', 'some-producers');

    // Consumers leave only after producers.
    expect(await task.begin('ordinary', 'remaining-consumers')).toBe('BATCH_PRODUCERS_LEFT');
    expect(await task.begin('ordered', 'remaining-consumers')).toBe('BATCH_PRODUCERS_LEFT');
    expect(await task.begin('ordered', 'some-producers')).toBe('BATCH_ORDER_PRODUCERS_SPLIT');
    expect(await task.begin('ordinary', 'all-producers')).toBeUndefined();
    expect(await task.begin('ordered', 'all-producers')).toBeUndefined();
    // A consumer that leaves too early leaves something unread.
    await readers[1].stop();
    await orders.untilWritten(10, ({ place }) => pair.sideOf(place.host) === 'source');
    await writers[1].stop();
    movedWriters.push(await writer('target', 'p2'));
    await accounts.stop();
    const movedAccounts = await accountant('target');
    await ledger.untilProcessed(({ place }) => pair.sideOf(place.host) === 'source');
    await Promise.all(
      (['ordinary', 'ordered'] as const).map((kind) => task.untilReached(kind, 'all-producers')),
    );
    expect(await task.begin('ordinary', 'remaining-consumers')).toBe('BATCH_SOURCE_UNREAD');
    expect((await task.batch('ordinary')).alarms.map(({ code }) => code)).toEqual(['BATCH_SOURCE_UNREAD']);

    // It comes back and reads the rest; of who is broadcast to people have to say so.
    expect(await task.begin('ordinary', 'source-drained')).toBeUndefined();
    const back = await reader('source', 'c3');
    await orders.untilProcessed(({ place }) => pair.sideOf(place.host) === 'source');
    const say = (group: string) =>
      task.api.sayBroadcastRead({ params: task.params, body: { group, read: true } });
    await expect(say('billing')).rejects.toMatchObject({ code: 'BATCH_NOT_BROADCAST' });
    const { broadcasting } = await say('news');
    expect(broadcasting).toMatchObject([{ group: 'news', saidReadAt: expect.any(String) }]);
    await Promise.all(
      (['ordinary', 'ordered'] as const).map((kind) => task.untilReached(kind, 'source-drained')),
    );

    // Everybody else goes, and the migration is at its end.
    await expect(task.api.completeSeamlessTask({ params: task.params })).rejects.toMatchObject({
      code: 'BATCH_STAGES_LEFT',
    });
    for (const kind of ['ordinary', 'ordered'] as const)
      expect(await task.begin(kind, 'remaining-consumers')).toBeUndefined();
    await Promise.all([back, listener, ...bookkeepers].map((member) => member.stop()));
    moved.push(await reader('target', 'c2'));
    await bookkeeper('target', 'b1');
    await bookkeeper('target', 'b2');
    for (const kind of ['ordinary', 'ordered'] as const) await task.untilReached(kind, 'remaining-consumers');
    await ledger.untilDelivered(10, isFrom('target'));
    const completed = await task.api.completeSeamlessTask({ params: task.params });
    expect(completed).toMatchObject({ intent: 'completed', groups: { notMoved: 0 } });

    for (const producer of [...movedWriters, movedAccounts]) await producer.rest();
    for (const books of [orders, ledger]) {
      await books.untilProcessed();
      const doubled = books.doubled();
      await annotate(
        `${books.topic}: ${books.written.length} sent, ${JSON.stringify(countReasons(doubled))}`,
      );
      expect(books.faults()).toEqual([]);
      expect(books.failed).toEqual([]);
      expect(doubled.filter(isAvoidable)).toEqual([]);
    }
    expect([...disorderOfKeys(ledger.deliveries), ...disorderOfRuns(ledger.deliveries)]).toEqual([]);
    await Promise.all([...moved, listening].map((member) => member.stop()));
  },
);
