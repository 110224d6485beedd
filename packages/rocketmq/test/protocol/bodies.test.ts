import { describe, expect, test } from 'vitest';
import { readConsumerConnections, readProducers } from '../../src/protocol/bodies/clients.ts';
import { readConsumerRunningInfo } from '../../src/protocol/bodies/consumer-running-info.ts';
import { readConsumerOffsets, readDelayOffsets } from '../../src/protocol/bodies/offset-tables.ts';
import { readProxyHeartbeat } from '../../src/protocol/bodies/proxy-heartbeat.ts';
import { readSubscriptionGroupConfig } from '../../src/protocol/bodies/subscription-group-config.ts';
import { type BodyValue, jsonBody } from '../../src/protocol/body-value.ts';

const read = <T>(text: string, reader: (value: BodyValue) => T): T => jsonBody(reader)(Buffer.from(text));

describe('what brokers and clients leave out', () => {
  test('the language of a client that is newer than the broker', () => {
    const client = '{"clientAddr":"10.0.0.1:4711","clientId":"a","version":513}';
    const connections = read(`{"connectionSet":[${client}],"subscriptionTable":{}}`, readConsumerConnections);
    expect(connections.connections).toEqual([
      { clientAddr: '10.0.0.1:4711', clientId: 'a', language: undefined, version: 513 },
    ]);
    expect(connections.consumeType).toBeUndefined();
    const producer = '{"clientId":"a","lastUpdateTimestamp":1,"remoteIP":"/10.0.0.1:4711","version":513}';
    expect(read(`{"data":{"g":[${producer}],"none":[]}}`, readProducers)).toEqual(
      new Map([
        [
          'g',
          [{ clientId: 'a', clientAddr: '10.0.0.1:4711', language: undefined, version: 513, lastSeenAt: 1n }],
        ],
        ['none', []],
      ]),
    );
  });

  test('most of what a consumer could say of itself', () => {
    expect(read('{}', readConsumerRunningInfo)).toEqual({
      properties: new Map(),
      subscriptions: [],
      queues: [],
      jstack: undefined,
    });
    const queue = '{"brokerName":"broker-a","queueId":0,"topic":"orders"}';
    expect(read(`{"mqTable":{${queue}:{"commitOffset":7}}}`, readConsumerRunningInfo).queues).toEqual([
      {
        ...{ brokerName: 'broker-a', queueId: 0, topic: 'orders', commitOffset: 7n },
        ...{ cachedMessages: undefined, locked: undefined },
      },
    ]);
  });

  test('what groups of older releases do not have', () => {
    const old =
      '{"brokerId":0,"consumeBroadcastEnable":true,"consumeEnable":true,"consumeFromMinEnable":true,"groupName":"g","retryMaxTimes":16,"retryQueueNums":1,"whichBrokerWhenConsumeSlowly":1}';
    expect(read(old, readSubscriptionGroupConfig)).toMatchObject({
      groupName: 'g',
      notifyConsumerIdsChangedEnable: undefined,
      groupRetryPolicy: undefined,
      attributes: undefined,
    });
  });
});

test('offsets whose key is no topic and group are passed over', () => {
  const table = '{"orders@g":{0:1},"orders":{0:2},"a@b@c":{0:3},"%RETRY%g@g":{1:9007199254740993}}';
  expect(read(`{"offsetTable":${table}}`, readConsumerOffsets)).toEqual([
    { topic: 'orders', group: 'g', offsets: new Map([[0, 1n]]) },
    { topic: '%RETRY%g', group: 'g', offsets: new Map([[1, 9_007_199_254_740_993n]]) },
  ]);
});

test('a broker that has delivered nothing yet tells no delay offsets', () => {
  expect(read('{}', readDelayOffsets)).toEqual(new Map());
  expect(read('{"offsetTable":{3:7}}', readDelayOffsets)).toEqual(new Map([[3, 7n]]));
});

describe('what proxies tell each other of their consumers', () => {
  const told = (channel: object, more: object = {}) =>
    JSON.stringify({
      ...{ heartbeatType: 'REGISTER', clientId: 'c', group: 'g', lastUpdateTimestamp: 17, version: 0 },
      ...{ localProxyId: '10.0.0.1%8080%8081', channelData: JSON.stringify(channel), ...more },
    });
  const grpc = { type: 'GRPC_V2', remoteAddress: '10.0.0.7:4711', extendAttribute: '{}' };

  test('those that speak gRPC, with what they subscribe to', () => {
    const subscriptionDataSet = [{ topic: 'orders', subString: '*', tagsSet: [], subVersion: 1 }];
    const registered = told(grpc, { subscriptionDataSet, consumeType: 'CONSUME_PASSIVELY' });
    expect(read(registered, readProxyHeartbeat)).toEqual({
      ...{ type: 'REGISTER', clientId: 'c', group: 'g', at: 17n, proxyId: '10.0.0.1%8080%8081' },
      ...{ address: '10.0.0.7:4711', consumeType: 'CONSUME_PASSIVELY', topics: ['orders'] },
    });
    expect(read(told(grpc, { heartbeatType: 'UNREGISTER' }), readProxyHeartbeat)).toMatchObject({
      ...{ type: 'UNREGISTER', consumeType: undefined, topics: [] },
    });
  });

  test('not those of 4.x, and not what is none', () => {
    expect(read(told({ ...grpc, type: 'REMOTING' }), readProxyHeartbeat)).toBeUndefined();
    expect(() => read('{"clientId":"c"}', readProxyHeartbeat)).toThrow(
      expect.objectContaining({ code: 'ROCKETMQ_BODY_UNEXPECTED' }),
    );
  });
});
