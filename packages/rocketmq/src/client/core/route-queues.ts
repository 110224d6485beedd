import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { QueueData, TopicRoute } from '../../protocol/route-data.ts';
import { compareQueues } from '../message-queue.ts';

/** Bits of a permission: Java's `PermName`. */
const READABLE = 4;
const WRITABLE = 2;
const MASTER_ID = 0;

const queuesOf = (topic: string, brokerName: string, count: number): MessageQueue[] =>
  Array.from({ length: count }, (_, queueId) => ({ topic, brokerName, queueId }));

/** Queues of an ordered topic: `brokerName:count` joined by `;`. */
const orderedQueues = (topic: string, conf: string): MessageQueue[] =>
  conf.split(';').flatMap((part) => {
    const [brokerName = '', count] = part.split(':');
    return queuesOf(topic, brokerName, Number(count ?? 0));
  });

const hasMaster = ({ brokerDatas }: TopicRoute, { brokerName }: QueueData): boolean =>
  brokerDatas.some((broker) => broker.brokerName === brokerName && broker.brokerAddrs.has(MASTER_ID));

/**
 * The queues that producers write to, in the order in which all of them see them, for a key chooses a queue by its place:
 * of brokers that have a master, by their names (`MQClientInstance.topicRouteData2TopicPublishInfo`).
 */
export const queuesToWrite = (topic: string, route: TopicRoute): readonly MessageQueue[] => {
  const { orderTopicConf, queueDatas } = route;
  if (orderTopicConf) return orderedQueues(topic, orderTopicConf);
  return queueDatas
    .filter((queues) => (queues.perm & WRITABLE) !== 0 && hasMaster(route, queues))
    .flatMap(({ brokerName, writeQueueNums }) => queuesOf(topic, brokerName, writeQueueNums))
    .sort(compareQueues);
};

/** The queues that consumers read, in order (`MQClientInstance.topicRouteData2TopicSubscribeInfo`). */
export const queuesToRead = (topic: string, { queueDatas }: TopicRoute): readonly MessageQueue[] =>
  queueDatas
    .filter(({ perm }) => (perm & READABLE) !== 0)
    .flatMap(({ brokerName, readQueueNums }) => queuesOf(topic, brokerName, readQueueNums))
    .sort(compareQueues);

/** The route of a topic that is not there yet: as that of the topic it will be made after, with at most so many queues. */
export const routeToBe = (route: TopicRoute, queues: number): TopicRoute => ({
  ...route,
  queueDatas: route.queueDatas.map((data) => {
    const count = Math.min(queues, data.readQueueNums);
    return { ...data, readQueueNums: count, writeQueueNums: count };
  }),
});
