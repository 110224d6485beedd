import type { RocketmqCluster } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dlqTopic, type ReceivedMessage, type RocketmqClient, type Suspend } from '../../src/index.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { clientOf, fresh, quickCluster } from './clusters.ts';
import { ownProperties, readAll } from './read-all.ts';

const QUEUES = [0, 1, 2, 3];

describe.each(VERSIONS)('an orderly consumer with a broker %s', (version) => {
  let cluster: RocketmqCluster;
  beforeAll(async () => {
    cluster = await quickCluster({ version });
  });
  afterAll(() => cluster?.stop());

  const startProducer = async (client: RocketmqClient) => {
    const topic = fresh('topic');
    const producer = await client.producer({ group: fresh('producer') });
    const queues = await producer.queues(topic);
    const send = (queueId: number, text: string) =>
      producer.send({ topic, body: Buffer.from(text) }, { queue: queues[queueId] });
    return { topic, send };
  };

  it('consumes each queue in order, one message at a time, whatever fails between', async () => {
    const client = clientOf(cluster);
    const { topic, send } = await startProducer(client);
    const count = 10;
    for (let i = 0; i < count; i += 1) for (const id of QUEUES) await send(id, String(i));
    const seen = new Map<number, string[]>(QUEUES.map((id) => [id, []]));
    const running = new Set<number>();
    await client.pushConsumer({
      ...{ group: fresh('group'), orderly: true, consumeFrom: 'first', subscriptions: [{ topic }] },
      onMessages: async ([message]): Promise<Suspend | undefined> => {
        const { queue, reconsumeTimes, body } = message!;
        expect(running).not.toContain(queue.queueId);
        running.add(queue.queueId);
        await new Promise(setImmediate);
        running.delete(queue.queueId);
        seen.get(queue.queueId)!.push(`${body}/${reconsumeTimes}`);
        return String(body) === '4' && reconsumeTimes < 2 ? { suspendMs: 10 } : undefined;
      },
    });
    const expected = Array.from({ length: count }, (_, i) => (i === 4 ? ['4/0', '4/1', '4/2'] : [`${i}/0`]));
    for (const id of QUEUES) await expect.poll(() => seen.get(id)).toEqual(expected.flat());
  });

  it('hands queues over to other clients in order, and never has one consumed by two', async () => {
    const client = clientOf(cluster);
    const others = [clientOf(cluster), clientOf(cluster)];
    const { topic, send } = await startProducer(client);
    const group = fresh('group');
    const seen = new Map<number, string[]>(QUEUES.map((id) => [id, []]));
    const owners = new Map<number, string>();
    const join = (from: RocketmqClient) =>
      from.pushConsumer({
        ...{ group, orderly: true, consumeFrom: 'first', subscriptions: [{ topic }] },
        onMessages: async ([message]: readonly ReceivedMessage[]) => {
          const { queueId } = message!.queue;
          expect(owners.has(queueId)).toBe(false);
          owners.set(queueId, from.clientId);
          await new Promise(setImmediate);
          owners.delete(queueId);
          seen.get(queueId)!.push(String(message!.body));
        },
      });
    let next = 0;
    const sendRound = async () => {
      for (let i = 0; i < 5; i += 1, next += 1) for (const id of QUEUES) await send(id, String(next));
    };
    /** In order; an offset that was not stored yet can make the next owner begin a little before. */
    const inOrder = (bodies: readonly string[]) =>
      bodies.filter((body, i) => !bodies.slice(0, i).includes(body));
    const allSeen = () =>
      expect
        .poll(() => QUEUES.map((id) => inOrder(seen.get(id)!)))
        .toEqual(QUEUES.map(() => Array.from({ length: next }, (_, i) => String(i))));
    await sendRound();
    const first = await join(client);
    await allSeen();
    const [second] = await Promise.all(others.map(join));
    await sendRound();
    await allSeen();
    await first.close();
    await sendRound();
    await second!.close();
    await sendRound();
    await allSeen();
  });

  it('sends to the dead letters what fails too often, and goes on behind it', async () => {
    const problems: string[] = [];
    const client = clientOf(cluster, { onProblem: ({ message }) => problems.push(message) });
    const { topic, send } = await startProducer(client);
    const group = fresh('group');
    for (const text of ['good', 'bad', 'fine']) await send(1, text);
    const seen: string[] = [];
    await client.pushConsumer({
      ...{ group, orderly: true, consumeFrom: 'first', subscriptions: [{ topic }], maxReconsumeTimes: 1 },
      onMessages: ([message]) => {
        seen.push(`${message!.body}/${message!.reconsumeTimes}`);
        if (String(message!.body) === 'bad') throw new Error('it is bad');
      },
    });
    const [dead] = await readAll(await client.pullConsumer({ group: fresh('reader') }), dlqTopic(group), 1);
    await expect.poll(() => seen).toEqual(['good/0', 'bad/0', 'bad/1', 'fine/0']);
    expect(String(dead!.body)).toBe('bad');
    expect(ownProperties(dead!)).toMatchObject({ RETRY_TOPIC: topic });
    expect(problems).toEqual(['it is bad', 'it is bad']);
  });
});
