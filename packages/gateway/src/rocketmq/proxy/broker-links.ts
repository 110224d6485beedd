import type { ClientSeen } from './client-seen.ts';

interface Link {
  /** `host:port` at this end. */
  readonly address: string;
  /** Whether its client has said who it is or has written, so that brokers tell of it. */
  isNamed: boolean;
}

/** As long as clients that have left are told of: what they wrote stands in the brokers with this address. */
const KEPT_MS = 15 * 60_000;
/** Of those that have ended. */
const MOST = 100_000;

/** The connections to brokers on which the requests of clients are passed on. */
export class BrokerLinks {
  readonly #open = new Map<number, Link>();
  /** In the order in which they ended; in milliseconds since 1970. */
  readonly #ended = new Map<number, { readonly address: string; readonly at: number }>();

  /** A connection is made; `address`: of this end. */
  opened(id: number, address: string): void {
    this.#open.set(id, { address, isNamed: false });
  }

  /** Something was seen on it, or it has ended. */
  seen({ kind, link: { id } }: ClientSeen): void {
    const link = this.#open.get(id);
    if (link === undefined) return;
    link.isNamed ||= kind !== 'gone';
    if (kind !== 'gone') return;
    this.#open.delete(id);
    if (link.isNamed) this.#ended.set(id, { address: link.address, at: Date.now() });
    this.#forget();
  }

  /** Of those that are open, and of those that ended lately, for brokers still tell of them. */
  addresses(): string[] {
    this.#forget();
    return [...this.#open.values(), ...this.#ended.values()].map(({ address }) => address);
  }

  #forget(): void {
    const since = Date.now() - KEPT_MS;
    for (const [id, { at }] of this.#ended) {
      if (at >= since && this.#ended.size <= MOST) return;
      this.#ended.delete(id);
    }
  }
}
