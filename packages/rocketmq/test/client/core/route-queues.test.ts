import { describe, expect, it } from 'vitest';
import { queuesToRead, queuesToWrite, routeToBe } from '../../../src/client/core/route-queues.ts';
import type { BrokerData, QueueData, TopicRoute } from '../../../src/index.ts';

const queues = (brokerName: string, perm: number, read: number, write: number): QueueData => ({
  ...{ brokerName, perm, readQueueNums: read, writeQueueNums: write, topicSysFlag: 0 },
});
const broker = (brokerName: string, ...ids: number[]): BrokerData => ({
  ...{ cluster: 'c', brokerName },
  brokerAddrs: new Map(ids.map((id) => [id, `${brokerName}:${id}`])),
});
const route = (queueDatas: QueueData[], brokerDatas: BrokerData[], orderTopicConf?: string): TopicRoute => ({
  ...{ queueDatas, brokerDatas, orderTopicConf },
});
const names = (list: readonly { brokerName: string; queueId: number }[]) =>
  list.map(({ brokerName, queueId }) => `${brokerName}${queueId}`);

describe('the queues of a route', () => {
  it('are in the order of brokers and numbers, each as far as it may be written or read', () => {
    const both = route([queues('b', 6, 1, 2), queues('a', 6, 2, 1)], [broker('b', 0), broker('a', 0, 1)]);
    expect(names(queuesToWrite('t', both))).toEqual(['a0', 'b0', 'b1']);
    expect(names(queuesToRead('t', both))).toEqual(['a0', 'a1', 'b0']);
  });

  it('are written to where there is a master and it is permitted', () => {
    const some = route(
      [queues('a', 4, 1, 1), queues('b', 2, 1, 1), queues('c', 6, 1, 1), queues('d', 6, 1, 1)],
      [broker('a', 0), broker('b', 0), broker('c', 1)],
    );
    expect(names(queuesToWrite('t', some))).toEqual(['b0']);
    expect(names(queuesToRead('t', some))).toEqual(['a0', 'c0', 'd0']);
  });

  it('are those of the order, in its order, for an ordered topic', () => {
    const ordered = route([queues('a', 6, 4, 4)], [broker('a', 0)], 'b:2;a:1');
    expect(names(queuesToWrite('t', ordered))).toEqual(['b0', 'b1', 'a0']);
  });

  it('are four at most of a topic that is to be', () => {
    const example = route([queues('a', 7, 8, 8), queues('b', 7, 2, 2)], [broker('a', 0), broker('b', 0)]);
    expect(names(queuesToWrite('t', routeToBe(example, 4)))).toEqual(['a0', 'a1', 'a2', 'a3', 'b0', 'b1']);
  });
});
