import { onMasters, type ProxyHeartbeat, proxyHeartbeats, type RocketmqAdmin } from '@mqferry/rocketmq';
import { HeardConsumers } from './heard-consumers.ts';

/** Consumers send a heartbeat every ten seconds; from so far back they are read at first, in milliseconds. */
const FIRST_MS = 30_000;

/** The consumers of a cluster that speak gRPC: brokers know a proxy in their place, and proxies tell each other of them. */
export class ProxiedConsumers {
  readonly #heard = new HeardConsumers();
  /** Where to go on, by `host:port` of the broker. */
  readonly #next = new Map<string, bigint>();
  #isWhole = false;

  /** Reads what was told since the last look. Throws as `onMasters` does when the name servers cannot be asked. */
  async look(admin: RocketmqAdmin, cluster: string): Promise<void> {
    this.#isWhole = false;
    const outcomes = await onMasters(admin, cluster, ({ address }) => this.#read(admin, address));
    this.#heard.take(
      outcomes.flatMap(({ value }) => value?.heartbeats ?? []),
      Date.now(),
    );
    this.#isWhole = outcomes.every(({ value }) => value?.isWhole);
  }

  /** By group, each once; undefined: there may be others. */
  byGroup(): ReadonlyMap<string, readonly ProxyHeartbeat[]> | undefined {
    return this.#isWhole ? this.#heard.byGroup() : undefined;
  }

  async #read(admin: RocketmqAdmin, address: string) {
    const from = this.#next.get(address);
    // Where that cannot be read, the next look begins anew.
    this.#next.delete(address);
    const read = await proxyHeartbeats(admin, address, { from, since: Date.now() - FIRST_MS });
    if (read.isWhole) this.#next.set(address, read.next);
    return read;
  }
}
