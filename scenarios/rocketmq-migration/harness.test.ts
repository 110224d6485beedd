import { resetOffsets, valuesOf } from '@mqferry/rocketmq';
import { type RocketmqCluster, startRocketmq } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disorderOfKeys, disorderOfQueues } from './lib/disorder.ts';
import { countReasons } from './lib/doubled.ts';
import { CLIENT_KINDS, type LiveClients, QUICK } from './lib/live-clients.ts';
import { MessageBooks } from './lib/message-books.ts';
import { startClients } from './lib/start-clients.ts';
import { createTopics, withAdmin } from './lib/topics.ts';

let cluster: RocketmqCluster;

beforeAll(async () => {
  cluster = await startRocketmq({
    ...{ version: '4.9.7', masters: 2, autoCreateTopics: false },
    config: {
      ...{ transactionTimeOut: '3000', transactionCheckInterval: '1000' },
      messageDelayLevel: '1s 1s 1s 1s 1s',
    },
  });
});

afterAll(() => cluster?.stop());

describe.each(CLIENT_KINDS)('live clients of %s', (kind) => {
  let clients: LiveClients;
  const names = (what: string) => `${kind.replaceAll('.', '-')}-${what}`;
  const books = async (what: string) => {
    const opened = new MessageBooks(names(what));
    await createTopics(cluster, [{ name: opened.topic, groups: [names(`${what}-group`)] }]);
    return opened;
  };
  const member = (what: string, number = 1) => ({
    ...{ name: names(`${what}-${number}`), group: names(`${what}-group`) },
  });
  const writer = (what: string) => ({ name: names(`${what}-p`), group: names(`${what}-producers`) });

  beforeAll(async () => {
    clients = await startClients(kind, cluster.namesrvAddr, QUICK);
  });

  afterAll(() => clients?.end());

  it('balance: plain, with two consumers that share', async () => {
    const plain = await books('plain');
    const producer = await clients.producer(plain, { ...writer('plain'), rate: 40 });
    const consumers = [];
    for (const number of [1, 2]) consumers.push(await clients.consumer(plain, member('plain', number)));
    for (const { name } of [member('plain', 1), member('plain', 2)]) {
      await plain.untilDelivered(10, ({ consumer }) => consumer === name);
    }
    await producer.stop();
    await plain.untilProcessed();
    expect(plain.faults()).toEqual([]);
    expect(plain.failed).toEqual([]);
    for (const consumer of consumers) await consumer.stop();
  });

  it('balance: ordered by key, orderly', async () => {
    const keyed = await books('keyed');
    const producer = await clients.producer(keyed, { ...writer('keyed'), manner: 'keyed', rate: 40 });
    const fails = { every: 10, times: 1 };
    const consumer = await clients.consumer(keyed, { ...member('keyed'), manner: 'orderly', fails });
    await keyed.untilDelivered(60);
    await producer.stop();
    await keyed.untilProcessed();
    expect(keyed.faults()).toEqual([]);
    expect(keyed.deliveries.some(({ processed }) => !processed)).toBe(true);
    expect(disorderOfQueues(keyed.deliveries)).toEqual([]);
    expect(disorderOfKeys(keyed.deliveries)).toEqual([]);
    await consumer.stop();
  });

  it('balance: delayed, retried, and dead letters', async () => {
    const retried = await books('retried');
    const producer = await clients.producer(retried, {
      ...{ ...writer('retried'), manner: 'delayed', delayLevel: 2, rate: 10 },
    });
    const consumer = await clients.consumer(retried, {
      ...{ ...member('retried'), fails: { every: 4, times: 3 }, maxReconsumeTimes: 2 },
    });
    await retried.untilDelivered(2, ({ reconsumeTimes }) => reconsumeTimes === 2);
    await producer.stop();
    await retried.untilProcessed();
    expect(retried.faults()).toEqual([]);
    await consumer.stop();
  });

  it('balance: transactions with every outcome', async () => {
    const booked = await books('booked');
    const { name, group } = writer('booked');
    const producer = await clients.producer(booked, { name, group, manner: 'transactional', rate: 10 });
    const consumer = await clients.consumer(booked, member('booked'));
    await booked.untilWritten(8);
    await producer.rest();
    await booked.untilProcessed();
    expect(clients.checked(name).length).toBeGreaterThanOrEqual(2);
    expect(booked.faults()).toEqual([]);
    await producer.stop();
    await consumer.stop();
  });

  it('balance: broadcast to two', async () => {
    const told = await books('told');
    const consumers = [];
    for (const number of [1, 2]) {
      consumers.push(await clients.consumer(told, { ...member('told', number), manner: 'broadcast' }));
    }
    const producer = await clients.producer(told, writer('told'));
    await told.untilDelivered(20);
    await producer.stop();
    await told.untilProcessed();
    expect(told.faults()).toEqual([]);
    for (const consumer of consumers) await consumer.stop();
  });
});

describe('books on real messages', () => {
  it('show as lost what a group is made to pass over, and as redelivered what it is made to read again', async () => {
    const clients = await startClients('mqferry', cluster.namesrvAddr, QUICK);
    const skipped = new MessageBooks('skipped');
    const group = 'skipping';
    await createTopics(cluster, [{ name: skipped.topic, groups: [group] }]);
    const consume = () => clients.consumer(skipped, { name: 'skipping-1', group });
    const write = async () => {
      const producer = await clients.producer(skipped, { name: 'skipped-p', group: 'p', rate: 40 });
      await skipped.untilWritten(10);
      await producer.stop();
    };
    const reset = (time: number | undefined) =>
      withAdmin(cluster, async (admin) =>
        valuesOf(await resetOffsets(admin, { topic: skipped.topic, group, time, forward: true })),
      );
    const first = await consume();
    await write();
    await skipped.untilProcessed();
    await first.stop();
    const before = skipped.written.map(({ id }) => id);

    await write();
    await reset(undefined);
    const second = await consume();
    const passedOver = skipped.written.map(({ id }) => id).filter((id) => !before.includes(id));
    await write();
    const after = skipped.written.filter(({ id }) => !before.includes(id) && !passedOver.includes(id));
    const isAfter = ({ id }: { readonly id: string }) => after.some((written) => written.id === id);
    await expect.poll(() => skipped.deliveries.filter(isAfter).length).toBe(after.length);
    expect(skipped.faults().toSorted()).toEqual(passedOver.map((id) => `skipping lost ${id}`).toSorted());
    expect(skipped.doubled()).toEqual([]);
    await second.stop();

    await reset(0);
    const third = await consume();
    await skipped.untilProcessed();
    const again = before.length + after.length;
    await expect.poll(() => countReasons(skipped.doubled())).toEqual({ redelivered: again });
    expect(skipped.faults()).toEqual([]);
    await third.stop();
    await clients.end();
  });
});
