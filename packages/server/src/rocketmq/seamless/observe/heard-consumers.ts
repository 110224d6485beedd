import type { ProxyHeartbeat } from '@mqferry/rocketmq';

/** As long as proxies themselves keep a consumer of which they hear nothing (`ConsumerManager.CHANNEL_EXPIRED_TIMEOUT`). */
const KEPT_MS = 120_000;

const keyOf = ({ group, clientId, proxyId }: ProxyHeartbeat): string => [group, clientId, proxyId].join('\n');

/** The consumers of which proxies have told, and not that they have left. */
export class HeardConsumers {
  /** With when it was heard, in milliseconds since 1970. */
  readonly #last = new Map<string, ProxyHeartbeat & { readonly heardAt: number }>();

  /** What was heard now, in any order: what one proxy tells goes by its clock, for it may come through several brokers. */
  take(heartbeats: readonly ProxyHeartbeat[], now: number): void {
    for (const heartbeat of heartbeats) {
      const key = keyOf(heartbeat);
      const known = this.#last.get(key);
      if (!known || known.at <= heartbeat.at) this.#last.set(key, { ...heartbeat, heardAt: now });
    }
    for (const [key, { heardAt }] of this.#last) if (now - heardAt > KEPT_MS) this.#last.delete(key);
  }

  /** By group, each once, also who is connected to several proxies. */
  byGroup(): ReadonlyMap<string, readonly ProxyHeartbeat[]> {
    const groups = new Map<string, Map<string, ProxyHeartbeat>>();
    for (const heartbeat of this.#last.values()) {
      if (heartbeat.type === 'UNREGISTER') continue;
      const clients = groups.get(heartbeat.group) ?? new Map<string, ProxyHeartbeat>();
      groups.set(heartbeat.group, clients.set(heartbeat.clientId, heartbeat));
    }
    return new Map([...groups].map(([group, clients]) => [group, [...clients.values()]]));
  }
}
