import { type BodyValue, jsonBody } from '../body-value.ts';
import { listOrEmpty, readText } from './values.ts';

/**
 * What a proxy of 5.x tells the other proxies of its cluster of a consumer of its own, at each of its heartbeats and when it
 * leaves: Java's `HeartbeatSyncerData`.
 */
export interface ProxyHeartbeat {
  /** UNREGISTER: it has left. */
  readonly type: 'REGISTER' | 'UNREGISTER';
  readonly clientId: string;
  readonly group: string;
  /** When, in milliseconds since 1970, by the clock of the proxy. */
  readonly at: bigint;
  /** The proxy, by its address and its ports. */
  readonly proxyId: string;
  /** `host:port` of the client; of a gateway before the proxy, where that does not pass on which one it is. */
  readonly address: string;
  /** CONSUME_PASSIVELY or CONSUME_ACTIVELY. */
  readonly consumeType: string | undefined;
  readonly topics: readonly string[];
}

/** `RemoteChannelSerializer`. */
const readChannel = jsonBody((value) => ({
  address: value.field('remoteAddress').text(),
  protocol: value.field('type').text(),
}));

/** Undefined: the consumer does not speak gRPC. Throws ROCKETMQ_JSON_MALFORMED and ROCKETMQ_BODY_UNEXPECTED. */
export const readProxyHeartbeat = (value: BodyValue): ProxyHeartbeat | undefined => {
  const { address, protocol } = readChannel(Buffer.from(value.field('channelData').text()));
  if (protocol !== 'GRPC_V2') return undefined;
  return {
    type: value.field('heartbeatType').text() === 'UNREGISTER' ? 'UNREGISTER' : 'REGISTER',
    clientId: value.field('clientId').text(),
    group: value.field('group').text(),
    at: value.field('lastUpdateTimestamp').int64(),
    proxyId: value.field('localProxyId').text(),
    address,
    consumeType: value.field('consumeType').optional(readText),
    topics: listOrEmpty(value.field('subscriptionDataSet'), (each) => each.field('topic').text()),
  };
};
