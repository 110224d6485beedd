import { expect } from 'vitest';
import { encodeBatch } from '../../../src/message/batch.ts';
import { decodeMessages } from '../../../src/message/decode-messages.ts';
import { parseOffsetMessageId } from '../../../src/message/ids/offset-message-id.ts';
import { encodeProperties, type MessageProperties } from '../../../src/message/properties.ts';
import { decodeFields } from '../../../src/protocol/fields.ts';
import {
  CONSUME_MESSAGE_DIRECTLY,
  CONSUMER_SEND_MSG_BACK,
  GET_MAX_OFFSET,
} from '../../../src/protocol/requests/consumer.ts';
import {
  LITE_PULL_MESSAGE,
  PULL_MESSAGE,
  PUSH_REPLY_MESSAGE_TO_CLIENT,
  SEND_BATCH_MESSAGE,
  SEND_MESSAGE,
  SEND_MESSAGE_V2,
  SEND_REPLY_MESSAGE,
  SEND_REPLY_MESSAGE_V2,
  VIEW_MESSAGE_BY_ID,
} from '../../../src/protocol/requests/messages.ts';
import { QUERY_MESSAGE } from '../../../src/protocol/requests/queries.ts';
import { CHECK_TRANSACTION_STATE, END_TRANSACTION } from '../../../src/protocol/requests/transactions.ts';
import { RESPONSE } from '../../../src/protocol/response-codes.ts';
import { CLIENT, GROUP, type Place, PRODUCERS, TOPIC, type Trials } from './place.ts';

const BODY = Buffer.from('hello');
const COMMIT = 8;

const propertyText = (properties: Record<string, string>): string =>
  encodeProperties(new Map(Object.entries(properties)) as MessageProperties).toString();

/** Fields of a send with names in full. */
const longFields = (topic: string, properties: Record<string, string>) => ({
  ...{ producerGroup: PRODUCERS, topic, defaultTopic: 'TBW102', defaultTopicQueueNums: 4, queueId: 0 },
  ...{ sysFlag: 0, bornTimestamp: BigInt(Date.now()), flag: 0, reconsumeTimes: 0, unitMode: false },
  properties: propertyText(properties),
});

/** The same by letters. */
const shortFields = (topic: string, properties: Record<string, string>) => ({
  ...{ a: PRODUCERS, b: topic, c: 'TBW102', d: 4, e: 0, f: 0, g: BigInt(Date.now()), h: 0, j: 0, k: false },
  i: propertyText(properties),
});

const send = async ({ ask }: Place, properties: Record<string, string> = {}) => {
  const sent = await ask(SEND_MESSAGE_V2, { ...shortFields(TOPIC, properties), m: false }, BODY);
  return { ...sent.fields, ...parseOffsetMessageId(sent.fields.msgId) };
};

const pullFields = {
  ...{ consumerGroup: GROUP, topic: TOPIC, queueId: 0, queueOffset: 0n, maxMsgNums: 32, sysFlag: 4 },
  ...{ commitOffset: 0n, suspendTimeoutMillis: 0n, subscription: '*', subVersion: 1n, expressionType: 'TAG' },
};

const pulled = async (
  { ask }: Place,
  definition: typeof PULL_MESSAGE | typeof LITE_PULL_MESSAGE,
): Promise<void> => {
  const { code, fields, body } = await ask(definition, { ...pullFields, maxMsgBytes: 1_000_000 });
  expect(code).toBe(RESPONSE.SUCCESS);
  expect(fields.maxOffset).toBeGreaterThan(0n);
  expect(decodeMessages(body!)[0]?.topic).toBe(TOPIC);
  const beyond = await ask(definition, { ...pullFields, queueOffset: 1_000_000n });
  expect([beyond.code, beyond.body]).toEqual([RESPONSE.PULL_OFFSET_MOVED, undefined]);
};

/** A reply to somebody of whom the broker knows. */
const reply = { REPLY_TO_CLIENT: CLIENT, CORRELATION_ID: '7', MSG_TYPE: 'reply', CLUSTER: 'DefaultCluster' };
const REPLY_TOPIC = 'DefaultCluster_REPLY_TOPIC';

export const messageTrials: Trials = {
  SEND_MESSAGE: async ({ ask }) => {
    const { code, fields } = await ask(SEND_MESSAGE, longFields(TOPIC, {}), BODY);
    expect([code, fields.queueId]).toEqual([RESPONSE.SUCCESS, 0]);
  },
  SEND_MESSAGE_V2: async (place) => {
    const first = await send(place);
    const second = await send(place);
    expect(second.queueOffset).toBe(first.queueOffset + 1n);
  },
  SEND_BATCH_MESSAGE: async ({ ask }) => {
    const messages = ['a', 'b'].map((text) => ({
      topic: TOPIC,
      body: Buffer.from(text),
      properties: new Map(),
    }));
    const { fields } = await ask(
      SEND_BATCH_MESSAGE,
      { ...shortFields(TOPIC, {}), m: true },
      encodeBatch(messages),
    );
    expect(fields.msgId.split(',')).toHaveLength(2);
  },
  SEND_REPLY_MESSAGE: async ({ ask }) => {
    const { code } = await ask(SEND_REPLY_MESSAGE, longFields(REPLY_TOPIC, reply), BODY);
    expect(code).toBe(RESPONSE.SUCCESS);
  },
  SEND_REPLY_MESSAGE_V2: async ({ ask }) => {
    const fields = { ...shortFields(REPLY_TOPIC, reply), m: false };
    expect((await ask(SEND_REPLY_MESSAGE_V2, fields, BODY)).code).toBe(RESPONSE.SUCCESS);
  },
  PUSH_REPLY_MESSAGE_TO_CLIENT: async ({ nextFromBroker }) => {
    const request = await nextFromBroker(PUSH_REPLY_MESSAGE_TO_CLIENT.code);
    const fields = decodeFields(PUSH_REPLY_MESSAGE_TO_CLIENT.fields, request.fields);
    expect(fields).toMatchObject({ topic: REPLY_TOPIC, producerGroup: PRODUCERS, queueId: 0 });
    expect(fields.properties).toContain('CORRELATION_ID');
    expect(request.body).toEqual(BODY);
  },
  PULL_MESSAGE: (place) => pulled(place, PULL_MESSAGE),
  LITE_PULL_MESSAGE: (place) => pulled(place, LITE_PULL_MESSAGE),
  QUERY_MESSAGE: async (place) => {
    await send(place, { KEYS: 'order-7', UNIQ_KEY: 'unique-7' });
    const query = { topic: TOPIC, maxNum: 10, beginTimestamp: 0n, endTimestamp: (1n << 63n) - 1n };
    for (const asked of [{ key: 'order-7' }, { key: 'unique-7', _UNIQUE_KEY_QUERY: true }]) {
      await expect
        .poll(async () => {
          const { body } = await place.ask(QUERY_MESSAGE, { ...query, ...asked });
          return body && decodeMessages(body).map((message) => message.property('KEYS'));
        })
        .toEqual(['order-7']);
    }
    const nothing = await place.ask(QUERY_MESSAGE, { ...query, key: 'nothing' });
    expect([nothing.code, nothing.body]).toEqual([RESPONSE.QUERY_NOT_FOUND, undefined]);
  },
  VIEW_MESSAGE_BY_ID: async (place) => {
    const { commitLogOffset: offset } = await send(place);
    const { body } = await place.ask(VIEW_MESSAGE_BY_ID, { topic: TOPIC, offset });
    expect(decodeMessages(body!)[0]?.commitLogOffset).toBe(offset);
  },
  CONSUMER_SEND_MSG_BACK: async (place) => {
    const { commitLogOffset: offset, msgId: originMsgId } = await send(place);
    const back = {
      offset,
      group: GROUP,
      delayLevel: 1,
      originMsgId,
      originTopic: TOPIC,
      maxReconsumeTimes: 16,
    };
    expect((await place.ask(CONSUMER_SEND_MSG_BACK, back)).code).toBe(RESPONSE.SUCCESS);
  },
  CONSUME_MESSAGE_DIRECTLY: async (place) => {
    const { msgId } = await send(place);
    const { code } = await place.ask(CONSUME_MESSAGE_DIRECTLY, {
      ...{ consumerGroup: GROUP, clientId: CLIENT, msgId, brokerName: 'broker-a', topic: TOPIC },
    });
    expect(code).toBe(RESPONSE.SUCCESS);
    const request = await place.nextFromBroker(CONSUME_MESSAGE_DIRECTLY.code);
    expect(decodeFields(CONSUME_MESSAGE_DIRECTLY.fields, request.fields)).toMatchObject({
      clientId: CLIENT,
      msgId,
    });
    expect(decodeMessages(request.body)[0]?.topic).toBe(TOPIC);
  },
  END_TRANSACTION: async (place) => {
    const half = await send(place, { TRAN_MSG: 'true', PGROUP: PRODUCERS, UNIQ_KEY: 'half-1' });
    const end = async () => (await place.ask(GET_MAX_OFFSET, { topic: TOPIC, queueId: 0 })).fields.offset;
    const before = await end();
    await place.ask(END_TRANSACTION, {
      ...{ topic: TOPIC, producerGroup: PRODUCERS, tranStateTableOffset: half.queueOffset },
      ...{ commitLogOffset: half.commitLogOffset, commitOrRollback: COMMIT, fromTransactionCheck: false },
      ...{ msgId: 'half-1', transactionId: 'half-1' },
    });
    await expect.poll(end).toBe(before + 1n);
  },
  CHECK_TRANSACTION_STATE: async (place) => {
    await send(place, { TRAN_MSG: 'true', PGROUP: PRODUCERS, UNIQ_KEY: 'half-2' });
    const request = await place.nextFromBroker(CHECK_TRANSACTION_STATE.code);
    const fields = decodeFields(CHECK_TRANSACTION_STATE.fields, request.fields);
    expect(fields.commitLogOffset).toBeGreaterThan(0n);
    expect(decodeMessages(request.body)[0]?.property('UNIQ_KEY')).toBe(fields.msgId);
  },
};
