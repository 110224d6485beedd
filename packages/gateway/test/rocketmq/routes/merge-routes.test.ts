import { jsonBytes, parseFastjson } from '@mqferry/rocketmq';
import { describe, expect, test } from 'vitest';
import { mergeRoutes } from '../../../src/rocketmq/routes/merge-routes.ts';
import { readRouteDocument } from '../../../src/rocketmq/routes/route-document.ts';
import type { Access, Share } from '../../../src/rocketmq/routing-table.ts';

const presence = { brokerName: 'gateway', address: '10.0.0.9:9876' };
const GATEWAY = { cluster: 'gateway', brokerName: 'gateway', brokerAddrs: { 0: '10.0.0.9:9876' } };

/** A route of one broker, in fastjson's dialect as 4.9 writes it. */
const route = (brokerName: string, port: number, { perm = 6, order = '' } = {}) =>
  readRouteDocument(
    Buffer.from(
      `{"brokerDatas":[{"brokerAddrs":{0:"10.0.0.1:${port}",1:"10.0.0.2:${port}"},"brokerName":"${brokerName}","cluster":"c"}],` +
        `"filterServerTable":{},"orderTopicConf":"${order}",` +
        `"queueDatas":[{"brokerName":"${brokerName}","perm":${perm},"readQueueNums":4,"topicSysFlag":0,"writeQueueNums":4}]}`,
    ),
  );

const routes = { source: route('a', 1), target: route('a', 2) };

const merged = (share: Share, of: Parameters<typeof mergeRoutes>[0]['routes'] = routes) => {
  const shownName = (side: string, name: string) => (side === 'target' ? `${name}@target` : name);
  const body = mergeRoutes({ share, routes: of, shownName, presence });
  return body && JSON.parse(body.toString());
};

const queues = (shown: { queueDatas: { brokerName: string; perm: number }[] }) =>
  shown.queueDatas.map(({ brokerName, perm }) => [brokerName, perm]);

describe('routes of both clusters as one', () => {
  test.each<[source: Access, target: Access, shown: [string, number][]]>([
    ['read-write', 'none', [['a', 6]]],
    ['read-write', 'connect', [['a', 6]]],
    [
      'read-write',
      'read',
      [
        ['a', 6],
        ['a@target', 4],
      ],
    ],
    [
      'read-write',
      'read-write',
      [
        ['a', 6],
        ['a@target', 6],
      ],
    ],
    [
      'read',
      'read-write',
      [
        ['a', 4],
        ['a@target', 6],
      ],
    ],
    [
      'read',
      'write',
      [
        ['a', 4],
        ['a@target', 2],
      ],
    ],
    ['none', 'read-write', [['a@target', 6]]],
  ])('show %s and %s', (source, target, shown) => {
    const all = merged({ source, target });
    expect(queues(all)).toEqual(shown);
    const expected = [
      ...(source === 'none' ? [] : ['a']),
      ...(target === 'none' ? [] : ['a@target']),
      'gateway',
    ];
    expect(all.brokerDatas.map((broker: { brokerName: string }) => broker.brokerName)).toEqual(expected);
    expect(all.brokerDatas.at(-1)).toEqual(GATEWAY);
  });

  test('keep what else a cluster says, slaves and fields of later releases among it', () => {
    const later = {
      queueDatas: [
        { brokerName: 'b', perm: 7, readQueueNums: 2, writeQueueNums: 3, topicSysFlag: 1, later: [1] },
      ],
      brokerDatas: [
        {
          cluster: 'c',
          brokerName: 'b',
          brokerAddrs: { 0: 'x:1', 2: 'y:1' },
          enableActingMaster: true,
          zoneName: 'z',
        },
      ],
    };
    const source = readRouteDocument(jsonBytes(later));
    const shown = merged({ source: 'read', target: 'none' }, { source, target: undefined });
    expect(shown.brokerDatas).toEqual([later.brokerDatas[0], GATEWAY]);
    expect(shown.queueDatas).toEqual([{ ...later.queueDatas[0], perm: 5 }]);
  });

  test('give no more than the broker gives', () => {
    const denied = { source: route('a', 1, { perm: 4 }), target: route('b', 2, { perm: 2 }) };
    expect(queues(merged({ source: 'read-write', target: 'read' }, denied))).toEqual([['a', 4]]);
  });

  test('name the queues of an ordered topic only where it is written, as clients name them', () => {
    const ordered = {
      source: route('a', 1, { order: 'a:4' }),
      target: route('a', 2, { order: 'a:8' }),
    };
    expect(merged({ source: 'read-write', target: 'connect' }, ordered).orderTopicConf).toBe('a:4');
    expect(merged({ source: 'read', target: 'write' }, ordered).orderTopicConf).toBe('a@target:8');
  });

  test('are none where no side that is shown has the topic', () => {
    expect(
      merged({ source: 'none', target: 'read-write' }, { ...routes, target: undefined }),
    ).toBeUndefined();
  });

  test('are refused with two brokers of one name', () => {
    const share: Share = { source: 'read-write', target: 'read' };
    expect(() => mergeRoutes({ share, routes, presence, shownName: (_, name) => name })).toThrow(
      expect.objectContaining({ code: 'GATEWAY_BROKER_NAME_TAKEN' }),
    );
  });

  test('read what name servers of before 4.9.4 write', () => {
    const { brokers } = routes.source;
    expect(parseFastjson(jsonBytes(brokers[0]!.fields).toString())).toMatchObject({
      brokerAddrs: { 0: '10.0.0.1:1', 1: '10.0.0.2:1' },
    });
  });
});
