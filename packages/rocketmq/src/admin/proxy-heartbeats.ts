import { HEARTBEAT_SYNC_TOPIC } from '../names/system-names.ts';
import { type ProxyHeartbeat, readProxyHeartbeat } from '../protocol/bodies/proxy-heartbeat.ts';
import { jsonBody } from '../protocol/body-value.ts';
import { SEARCH_OFFSET_BY_TIMESTAMP } from '../protocol/requests/consumer.ts';
import { readPart } from './read-part.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

/** What proxies have told of their consumers through one broker. */
export interface ProxyHeartbeats {
  readonly heartbeats: readonly ProxyHeartbeat[];
  /** Where to go on. */
  readonly next: bigint;
  /** False: there is more than can be read at once. */
  readonly isWhole: boolean;
}

/** The topic has no other queue (`AbstractSystemMessageSyncer.getBroadcastTopicQueueNum`). */
const QUEUE = 0;

const readBody = jsonBody(readProxyHeartbeat);

const NOTHING: ProxyHeartbeats = { heartbeats: [], next: 0n, isWhole: true };

/**
 * Reads what proxies have told through the broker at `host:port` from an offset on, or since a time (milliseconds since 1970)
 * where there is none. Consumers that speak gRPC are known to proxies only, which tell of them every ten seconds through any
 * master (`HeartbeatSyncer`). Nothing where there are no proxies. Throws as `ask` and `pull` do, and what
 * `readProxyHeartbeat` throws.
 */
export const proxyHeartbeats = async (
  admin: RocketmqAdmin,
  address: string,
  { from, since }: { readonly from: bigint | undefined; readonly since: number },
): Promise<ProxyHeartbeats> => {
  const topic = HEARTBEAT_SYNC_TOPIC;
  const { queues = [] } = (await topicStats(admin, address, topic)) ?? {};
  const queue = queues.find(({ queueId }) => queueId === QUEUE);
  if (!queue || queue.maxOffset === 0n) return NOTHING;
  const { minOffset, maxOffset: to } = queue;
  const isThere = from !== undefined && from >= minOffset && from <= to;
  const asked = { topic, queueId: QUEUE, timestamp: BigInt(since) };
  const start = isThere ? from : (await ask(admin, address, SEARCH_OFFSET_BY_TIMESTAMP, asked)).fields.offset;
  const heartbeats: ProxyHeartbeat[] = [];
  const isWhole = await readPart(
    admin,
    address,
    topic,
    { queueId: QUEUE, from: start, to },
    ({ body, storeTimestamp }) => {
      if (!isThere && storeTimestamp < BigInt(since)) return;
      const heartbeat = readBody(body);
      if (heartbeat) heartbeats.push(heartbeat);
    },
  );
  return { heartbeats, next: to, isWhole };
};
