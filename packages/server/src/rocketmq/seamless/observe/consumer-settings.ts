import { codedErrorIn, inParallel, pause } from '@mqferry/core';
import type { Peer } from '@mqferry/migration';
import { type ConsumerRunningInfo, consumerRunningInfo, type RocketmqAdmin } from '@mqferry/rocketmq';

/** What a consumer says of its settings; what it does not tell is undefined. */
export interface ClientSettings {
  /** `host:port` each. */
  readonly nameServers: readonly string[] | undefined;
  /** pollNameServerInterval, in milliseconds. */
  readonly poll: number | undefined;
  /** heartbeatBrokerInterval, in milliseconds. */
  readonly heartbeat: number | undefined;
}

/** A consumer, and a broker to which it is connected. */
export interface AskedConsumer {
  readonly clientId: string;
  readonly group: string;
  /** `host:port` of the broker. */
  readonly address: string;
}

/** Settings of a client stay as long as it runs; another one may come with its id. In milliseconds. */
const KEPT_MS = 5 * 60_000;
const AT_ONCE = 8;
const MOST_A_ROUND = 256;
/** A client that answers does so at once; a broker waits ten seconds for one that does not. */
const WAITED_MS = 2_000;

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/u.test(text) ? Number(text) : undefined;

/** Java, Go and our own client give their name servers; Java 5.x gives all its settings, 4.x those of consumers only. */
const settingsOf = ({ properties }: ConsumerRunningInfo): ClientSettings => ({
  nameServers: properties
    .get('PROP_NAMESERVER_ADDR')
    ?.split(/[;,]/u)
    .map((address) => address.trim().replace(/^https?:\/\//u, ''))
    .filter((address) => address !== ''),
  poll: number(properties.get('pollNameServerInterval')),
  heartbeat: number(properties.get('heartbeatBrokerInterval')),
});

/** What consumers say of their settings, each asked once in a while. */
export class ConsumerSettings {
  readonly #known = new Map<string, { readonly at: number; readonly settings: ClientSettings | undefined }>();
  #round: Promise<void> | undefined;

  /** Undefined: it was not asked yet, or does not answer. */
  of(clientId: string): ClientSettings | undefined {
    return this.#known.get(clientId)?.settings;
  }

  /** Asks those who are to be asked; who does not answer soon is not waited for. */
  async ask(admin: RocketmqAdmin, consumers: Iterable<AskedConsumer>): Promise<void> {
    const waited = new AbortController();
    this.#round ??= this.#askDue(admin, consumers).finally(() => {
      this.#round = undefined;
    });
    await Promise.race([this.#round, pause(WAITED_MS, waited.signal).catch(() => undefined)]);
    waited.abort();
  }

  async #askDue(admin: RocketmqAdmin, consumers: Iterable<AskedConsumer>): Promise<void> {
    const now = Date.now();
    const ids = new Map([...consumers].map((consumer) => [consumer.clientId, consumer]));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    const isDue = (id: string) => now - (this.#known.get(id)?.at ?? 0) > KEPT_MS;
    const due = [...ids.values()].filter(({ clientId }) => isDue(clientId)).slice(0, MOST_A_ROUND);
    await inParallel(due, AT_ONCE, async ({ clientId, group, address }) => {
      const settings = await this.#settings(admin, address, group, clientId);
      this.#known.set(clientId, { at: now, settings });
    });
  }

  async #settings(admin: RocketmqAdmin, address: string, group: string, clientId: string) {
    try {
      return settingsOf(await consumerRunningInfo(admin, address, group, clientId));
    } catch (error) {
      if (codedErrorIn(error)) return undefined;
      throw error;
    }
  }
}

/**
 * What a client's name servers are. Only addresses that a cluster itself is known by are others: a gateway may be known to clients
 * by names that the service does not know.
 */
export const namesOf = (
  { nameServers }: ClientSettings,
  gateways: ReadonlySet<string>,
  clusters: ReadonlySet<string>,
): Peer['nameServers'] => {
  if (nameServers === undefined || nameServers.length === 0) return undefined;
  const isOther = (address: string) => clusters.has(address) && !gateways.has(address);
  if (nameServers.every(isOther)) return 'others';
  if (nameServers.some(isOther)) return 'both';
  return nameServers.every((address) => gateways.has(address)) ? 'gateways' : undefined;
};
