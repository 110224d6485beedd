import { call } from '../../connection/call.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import { GET_CONSUMER_LIST_BY_GROUP } from '../../protocol/requests/consumer.ts';
import type { ClientCore } from '../core/client-core.ts';
import { clientErrors } from '../errors.ts';
import { allocateAveragely } from './allocate-averagely.ts';

/** Which queues of a topic are this client's; undefined when that cannot be told now. */
export type QueueShare = (topic: string) => Promise<readonly MessageQueue[] | undefined>;

/** All queues of a topic, for consumers that get everything. */
export const wholeTopic =
  (core: ClientCore): QueueShare =>
  (topic) =>
    core.routes.queuesToRead(topic);

/**
 * The share of this client of a group that consumes a topic together. Throws what asking a broker throws, and
 * ROCKETMQ_BROKER_UNKNOWN.
 */
export const shareOfGroup =
  (core: ClientCore, consumerGroup: string): QueueShare =>
  async (topic) => {
    const queues = await core.routes.queuesToRead(topic);
    if (queues.length === 0) return undefined;
    // Every client of a group tells every broker that it is there, so each of them knows all.
    const broker = core.routes.brokerOf(topic);
    if (broker === undefined) throw clientErrors.ROCKETMQ_BROKER_UNKNOWN({ topic, brokerName: '*' });
    const { body } = await call(await core.connect(broker), GET_CONSUMER_LIST_BY_GROUP, { consumerGroup });
    return allocateAveragely(core.clientId, queues, [...body!].sort());
  };
