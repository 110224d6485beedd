import { expect } from 'vitest';
import { decodeFields } from '../../../src/protocol/fields.ts';
import { jsonBytes } from '../../../src/protocol/json-text.ts';
import { defineRequest } from '../../../src/protocol/request.ts';
import {
  GET_ALL_PRODUCER_INFO,
  GET_CONSUMER_CONNECTION_LIST,
  GET_PRODUCER_CONNECTION_LIST,
} from '../../../src/protocol/requests/connections.ts';
import {
  GET_CONSUMER_LIST_BY_GROUP,
  GET_CONSUMER_RUNNING_INFO,
  GET_CONSUMER_STATUS_FROM_CLIENT,
  GET_MAX_OFFSET,
  GET_MIN_OFFSET,
  LOCK_BATCH_MQ,
  NOTIFY_CONSUMER_IDS_CHANGED,
  QUERY_CONSUMER_OFFSET,
  RESET_CONSUMER_CLIENT_OFFSET,
  readResetOffsets,
  SEARCH_OFFSET_BY_TIMESTAMP,
  UNLOCK_BATCH_MQ,
  UPDATE_CONSUMER_OFFSET,
} from '../../../src/protocol/requests/consumer.ts';
import {
  CHECK_CLIENT_CONFIG,
  HEART_BEAT,
  UNREGISTER_CLIENT,
} from '../../../src/protocol/requests/heartbeat.ts';
import {
  CLONE_GROUP_OFFSET,
  GET_ALL_CONSUMER_OFFSET,
  GET_ALL_DELAY_OFFSET,
  GET_CONSUME_STATS,
  GET_EARLIEST_MSG_STORETIME,
  GET_TIMER_METRICS,
  INVOKE_BROKER_TO_RESET_OFFSET,
} from '../../../src/protocol/requests/offsets-admin.ts';
import { RESPONSE } from '../../../src/protocol/response-codes.ts';
import { CLIENT, GROUP, type Place, PRODUCERS, TOPIC, type Trials } from './place.ts';

const QUEUE = { topic: TOPIC, queueId: 0 };
const LOCKED = { topic: TOPIC, brokerName: 'broker-a', queueId: 0 };

/** An operator's request that has a broker ask a client; mqferry has no other use for it. */
const INVOKE_BROKER_TO_GET_CONSUMER_STATUS = defineRequest('INVOKE_BROKER_TO_GET_CONSUMER_STATUS', {
  code: 223,
  to: 'broker',
  fields: { topic: 'string', group: 'string', clientAddr: 'string?' },
});

const commitAll = async ({ ask }: Place, commitOffset: bigint): Promise<void> => {
  for (const queueId of [0, 1])
    await ask(UPDATE_CONSUMER_OFFSET, { consumerGroup: GROUP, topic: TOPIC, queueId, commitOffset });
};

const lock = (clientId: string) => jsonBytes({ consumerGroup: GROUP, clientId, mqSet: [LOCKED] });

const check = (expression: string) =>
  jsonBytes({
    ...{ clientId: CLIENT, group: GROUP },
    subscriptionData: { topic: TOPIC, subString: expression, expressionType: 'SQL92', subVersion: 1 },
  });

export const consumerTrials: Trials = {
  HEART_BEAT: async ({ ask }) => {
    const body = jsonBytes({
      clientID: CLIENT,
      producerDataSet: [{ groupName: PRODUCERS }],
      consumerDataSet: [],
    });
    expect((await ask(HEART_BEAT, {}, body)).code).toBe(RESPONSE.SUCCESS);
  },
  CHECK_CLIENT_CONFIG: async ({ ask }) => {
    expect((await ask(CHECK_CLIENT_CONFIG, {}, check('a > 1'))).code).toBe(RESPONSE.SUCCESS);
    await expect(ask(CHECK_CLIENT_CONFIG, {}, check('a >'))).rejects.toMatchObject({
      code: 'ROCKETMQ_SUBSCRIPTION_PARSE_FAILED',
    });
  },
  NOTIFY_CONSUMER_IDS_CHANGED: async (place) => {
    await place.joinAgain('there@2');
    const { fields } = await place.nextFromBroker(NOTIFY_CONSUMER_IDS_CHANGED.code);
    expect(decodeFields(NOTIFY_CONSUMER_IDS_CHANGED.fields, fields).consumerGroup).toBe(GROUP);
  },
  GET_CONSUMER_LIST_BY_GROUP: async ({ ask }) => {
    const { body } = await ask(GET_CONSUMER_LIST_BY_GROUP, { consumerGroup: GROUP });
    expect(body!.toSorted()).toEqual([CLIENT, 'there@2']);
  },
  LOCK_BATCH_MQ: async ({ ask }) => {
    expect((await ask(LOCK_BATCH_MQ, {}, lock(CLIENT))).body).toEqual([LOCKED]);
    expect((await ask(LOCK_BATCH_MQ, {}, lock('there@2'))).body).toEqual([]);
  },
  UNLOCK_BATCH_MQ: async ({ ask }) => {
    await ask(UNLOCK_BATCH_MQ, {}, lock(CLIENT));
    expect((await ask(LOCK_BATCH_MQ, {}, lock('there@2'))).body).toEqual([LOCKED]);
  },
  GET_MIN_OFFSET: async ({ ask }) => {
    expect((await ask(GET_MIN_OFFSET, QUEUE)).fields.offset).toBe(0n);
  },
  GET_MAX_OFFSET: async ({ ask }) => {
    expect((await ask(GET_MAX_OFFSET, QUEUE)).fields.offset).toBeGreaterThan(0n);
  },
  SEARCH_OFFSET_BY_TIMESTAMP: async ({ ask }) => {
    const { fields } = await ask(SEARCH_OFFSET_BY_TIMESTAMP, { ...QUEUE, timestamp: 1n });
    expect(fields.offset).toBe(0n);
  },
  GET_EARLIEST_MSG_STORETIME: async ({ ask }) => {
    expect((await ask(GET_EARLIEST_MSG_STORETIME, QUEUE)).fields.timestamp).toBeGreaterThan(0n);
    const empty = await ask(GET_EARLIEST_MSG_STORETIME, { topic: TOPIC, queueId: 1 });
    expect(empty.fields.timestamp).toBe(-1n);
  },
  UPDATE_CONSUMER_OFFSET: async (place) => {
    await commitAll(place, 1n);
    const { fields } = await place.ask(QUERY_CONSUMER_OFFSET, { consumerGroup: GROUP, ...QUEUE });
    expect(fields.offset).toBe(1n);
  },
  QUERY_CONSUMER_OFFSET: async ({ ask, version }) => {
    const never = { consumerGroup: 'never', ...QUEUE, setZeroIfNotFound: false };
    const { code, fields } = await ask(QUERY_CONSUMER_OFFSET, never);
    // 4.9 says 0 for a queue whose first message is in memory.
    if (version === '4.9.7') expect([code, fields.offset]).toEqual([RESPONSE.SUCCESS, 0n]);
    else expect([code, fields.offset]).toEqual([RESPONSE.QUERY_NOT_FOUND, undefined]);
  },
  GET_ALL_CONSUMER_OFFSET: async ({ ask }) => {
    const { body } = await ask(GET_ALL_CONSUMER_OFFSET, {});
    expect(body).toContainEqual({
      topic: TOPIC,
      group: GROUP,
      offsets: new Map([
        [0, 1n],
        [1, 1n],
      ]),
    });
  },
  GET_CONSUME_STATS: async ({ ask }) => {
    const { body } = await ask(GET_CONSUME_STATS, { consumerGroup: GROUP, topic: TOPIC });
    expect(body!.queues.find(({ queueId }) => queueId === 0)?.consumerOffset).toBe(1n);
  },
  CLONE_GROUP_OFFSET: async ({ ask }) => {
    const fields = { srcGroup: GROUP, destGroup: 'twin', topic: TOPIC, offline: true };
    expect((await ask(CLONE_GROUP_OFFSET, fields)).code).toBe(RESPONSE.SUCCESS);
  },
  INVOKE_BROKER_TO_RESET_OFFSET: async (place) => {
    await commitAll(place, 1n);
    const reset = { topic: TOPIC, group: GROUP, timestamp: 1n, isForce: true };
    const { body } = await place.ask(INVOKE_BROKER_TO_RESET_OFFSET, reset);
    expect(body).toContainEqual({ ...LOCKED, offset: 0n });
  },
  RESET_CONSUMER_CLIENT_OFFSET: async ({ nextFromBroker }) => {
    const { fields, body } = await nextFromBroker(RESET_CONSUMER_CLIENT_OFFSET.code);
    expect(decodeFields(RESET_CONSUMER_CLIENT_OFFSET.fields, fields)).toEqual({
      ...{ topic: TOPIC, group: GROUP, timestamp: 1n },
    });
    expect(readResetOffsets(body)).toContainEqual({ ...LOCKED, offset: 0n });
  },
  GET_CONSUMER_STATUS_FROM_CLIENT: async ({ ask, nextFromBroker }) => {
    await ask(INVOKE_BROKER_TO_GET_CONSUMER_STATUS, { topic: TOPIC, group: GROUP });
    const { fields } = await nextFromBroker(GET_CONSUMER_STATUS_FROM_CLIENT.code);
    expect(decodeFields(GET_CONSUMER_STATUS_FROM_CLIENT.fields, fields)).toMatchObject({
      ...{ topic: TOPIC, group: GROUP },
    });
  },
  GET_CONSUMER_RUNNING_INFO: async ({ ask, nextFromBroker }) => {
    const asked = { consumerGroup: GROUP, clientId: CLIENT, jstackEnable: true };
    const { body } = await ask(GET_CONSUMER_RUNNING_INFO, asked);
    expect(body).toEqual({ properties: new Map(), subscriptions: [], queues: [], jstack: undefined });
    const { fields } = await nextFromBroker(GET_CONSUMER_RUNNING_INFO.code);
    expect(decodeFields(GET_CONSUMER_RUNNING_INFO.fields, fields)).toEqual(asked);
  },
  GET_CONSUMER_CONNECTION_LIST: async ({ ask }) => {
    const { body } = await ask(GET_CONSUMER_CONNECTION_LIST, { consumerGroup: GROUP });
    expect(body!.connections.map(({ clientId }) => clientId)).toContain(CLIENT);
    expect((await ask(GET_CONSUMER_CONNECTION_LIST, { consumerGroup: 'nobody' })).code).toBe(
      RESPONSE.CONSUMER_NOT_ONLINE,
    );
  },
  GET_PRODUCER_CONNECTION_LIST: async ({ ask }) => {
    const { body } = await ask(GET_PRODUCER_CONNECTION_LIST, { producerGroup: PRODUCERS });
    expect(body!.map(({ clientId }) => clientId)).toContain(CLIENT);
    await expect(ask(GET_PRODUCER_CONNECTION_LIST, { producerGroup: 'nobody' })).rejects.toMatchObject({
      code: 'ROCKETMQ_SYSTEM_ERROR',
    });
  },
  GET_ALL_PRODUCER_INFO: async ({ ask }) => {
    const { body } = await ask(GET_ALL_PRODUCER_INFO, {});
    expect(body!.get(PRODUCERS)?.map(({ clientId }) => clientId)).toContain(CLIENT);
  },
  GET_ALL_DELAY_OFFSET: async ({ ask }) => {
    expect((await ask(GET_ALL_DELAY_OFFSET, {})).body).toBeInstanceOf(Map);
  },
  GET_TIMER_METRICS: async ({ ask }) => {
    expect((await ask(GET_TIMER_METRICS, {})).body).toEqual(new Map());
  },
  UNREGISTER_CLIENT: async ({ ask }) => {
    // The client of the connection is meant, whatever id is given.
    await ask(UNREGISTER_CLIENT, { clientID: 'nobody@3', producerGroup: PRODUCERS, consumerGroup: GROUP });
    expect((await ask(GET_CONSUMER_LIST_BY_GROUP, { consumerGroup: GROUP })).body).toEqual(['there@2']);
  },
};
