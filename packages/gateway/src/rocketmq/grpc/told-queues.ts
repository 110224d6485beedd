import type { WireMessage } from './wire-message.ts';

/** Topics and groups of which is remembered what a cluster said; those of the largest have tens of thousands. */
const MOST = 20_000;

/** The queues that one cluster told last, by what was asked; they are used for as long as none of its proxies answers. */
export class ToldQueues {
  readonly #told = new Map<string, readonly WireMessage[]>();

  remember(asked: string, queues: readonly WireMessage[]): void {
    this.#told.delete(asked);
    this.#told.set(asked, queues);
    const [oldest] = this.#told.keys();
    if (this.#told.size > MOST) this.#told.delete(oldest!);
  }

  /** Undefined: it never told any. */
  last(asked: string): readonly WireMessage[] | undefined {
    return this.#told.get(asked);
  }
}
