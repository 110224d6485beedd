import type { RocketmqCluster } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  createRocketmqAdmin,
  parseFastjson,
  type ReceivedMessage,
  type RocketmqAdmin,
} from '../../src/index.ts';
import { defineRequest, rawBody } from '../../src/protocol/request.ts';
import { CONSUME_MESSAGE_DIRECTLY, GET_CONSUMER_RUNNING_INFO } from '../../src/protocol/requests/consumer.ts';
import { INVOKE_BROKER_TO_RESET_OFFSET } from '../../src/protocol/requests/offsets-admin.ts';
import { VERSIONS } from '../fixtures/with-cluster.ts';
import { clientOf, fresh, quickCluster } from './clusters.ts';

/** Brokers hand these on to the client, with the same code. */
const RUNNING_INFO = { ...GET_CONSUMER_RUNNING_INFO, body: rawBody };
const DIRECTLY = { ...CONSUME_MESSAGE_DIRECTLY, body: rawBody };
const CONSUMER_STATUS = defineRequest('INVOKE_BROKER_TO_GET_CONSUMER_STATUS', {
  code: 223,
  to: 'broker',
  fields: { topic: 'string', group: 'string', clientAddr: 'string?' },
  body: rawBody,
});

const json = (body: Buffer | undefined) => parseFastjson(String(body));

describe.each(VERSIONS)('what a broker %s asks a consumer', (version) => {
  let cluster: RocketmqCluster;
  let admin: RocketmqAdmin;
  beforeAll(async () => {
    cluster = await quickCluster({ version });
    admin = createRocketmqAdmin(cluster.namesrvAddr);
  });
  afterAll(async () => {
    await admin?.close();
    await cluster?.stop();
  });

  const start = async (onMessages?: (message: ReceivedMessage) => void) => {
    const client = clientOf(cluster, { onProblem: () => undefined });
    const [topic, group] = [fresh('topic'), fresh('group')];
    const producer = await client.producer({ group: fresh('producer') });
    const send = (text: string) => producer.send({ topic, body: Buffer.from(text) }, { orderBy: 'k' });
    const sent = [await send('0'), await send('1'), await send('2')];
    const seen: string[] = [];
    await client.pushConsumer({
      ...{ group, consumeFrom: 'first', subscriptions: [{ topic }], storeOffsetsMs: 50 },
      onMessages: ([message]) => {
        seen.push(String(message!.body));
        onMessages?.(message!);
      },
    });
    await expect.poll(() => seen).toEqual(['0', '1', '2']);
    return { client, topic, group, send, sent, seen, address: cluster.brokers[0]!.address };
  };

  it('is what it does, and how far it is', async () => {
    const { client, topic, group, address } = await start();
    const { clientId } = client;
    const { body } = await ask(admin, address, RUNNING_INFO, { consumerGroup: group, clientId });
    const info = json(body) as unknown as {
      properties: Record<string, string>;
      mqTable: ReadonlyMap<{ topic: string; queueId: number }, { commitOffset: number }>;
      subscriptionSet: { topic: string; subString: string }[];
    };
    expect(info.properties).toMatchObject({
      PROP_CONSUME_TYPE: 'CONSUME_PASSIVELY',
      PROP_NAMESERVER_ADDR: cluster.namesrvAddr,
      PROP_CONSUMEORDERLY: 'false',
    });
    expect(info.subscriptionSet).toContainEqual(expect.objectContaining({ topic, subString: '*' }));
    const offsets = [...info.mqTable].filter(([queue]) => queue.topic === topic);
    expect(offsets.map(([, { commitOffset }]) => commitOffset).sort()).toEqual([0, 0, 0, 3]);
    const status = await ask(admin, address, CONSUMER_STATUS, { topic, group });
    const { consumerTable } = json(status.body) as unknown as {
      consumerTable: Record<string, ReadonlyMap<object, number>>;
    };
    expect([...consumerTable[clientId]!.values()].sort()).toEqual([0, 0, 0, 3]);
  });

  it.each([false, true])('is to consume one message, which fails: %s', async (fails) => {
    let counted = 0;
    const { client, group, sent, seen, address } = await start(() => {
      counted += 1;
      if (fails && counted > 3) throw new Error('it is bad');
    });
    const fields = { consumerGroup: group, clientId: client.clientId, msgId: sent[1]!.offsetMessageId };
    const { body } = await ask(admin, address, DIRECTLY, { ...fields, brokerName: 'broker-a' });
    expect(json(body)).toMatchObject({
      order: false,
      consumeResult: fails ? 'CR_THROW_EXCEPTION' : 'CR_SUCCESS',
      ...(fails ? { remark: 'Error: it is bad' } : {}),
    });
    expect(seen).toEqual(['0', '1', '2', '1']);
  });

  it('is to go on from other offsets', async () => {
    const { topic, group, send, seen, address } = await start();
    const fields = { topic, group, timestamp: 0n, isForce: true };
    // It has to know how far each queue is.
    await expect
      .poll(() => ask(admin, address, INVOKE_BROKER_TO_RESET_OFFSET, fields).then(({ code }) => code))
      .toBe(0);
    await expect.poll(() => seen.slice(3, 6)).toEqual(['0', '1', '2']);
    await send('3');
    await expect.poll(() => seen.at(-1)).toBe('3');
  });

  it('is not known of a group that nobody is in', async () => {
    const { client, address } = await start();
    await expect(
      ask(admin, address, RUNNING_INFO, { consumerGroup: 'nobody', clientId: client.clientId }),
    ).rejects.toThrow(/nobody/);
  });
});
