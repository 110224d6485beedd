import { type Aged, AgedValue } from './aged-value.ts';

/** Some parts of a cluster, as they are known now. */
export type PartsLook<Parts, Name extends keyof Parts> = { readonly [Part in Name]: Aged<Parts[Part]> };

/** How each part of a cluster is read. */
export type PartReaders<Source, Parts> = {
  readonly [Part in keyof Parts]: (source: Source) => Promise<Parts[Part]>;
};

/** A cluster that does not answer is waited for so long, the first time that it is looked at. */
const PATIENCE_MS = 5_000;

/** What is known of one cluster; its parts are read one after the other. */
class ClusterInventory<Source, Parts> {
  readonly #values: { readonly [Part in keyof Parts]: AgedValue<Parts[Part]> };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(source: () => Promise<Source>, readers: PartReaders<Source, Parts>, now: () => number) {
    const inTurn = <T>(read: () => Promise<T>): Promise<T> => {
      const turn = this.#turn.then(read);
      this.#turn = turn.catch(() => undefined);
      return turn;
    };
    const agedPart = (read: (source: Source) => Promise<unknown>) =>
      new AgedValue<unknown>(() => inTurn(async () => read(await source())), now);
    this.#values = Object.fromEntries(
      Object.entries<PartReaders<Source, Parts>[keyof Parts]>(readers).map(([part, read]) => [
        part,
        agedPart(read),
      ]),
    ) as never;
  }

  async look<Name extends keyof Parts>(
    parts: readonly Name[],
    patience: Promise<unknown>,
  ): Promise<PartsLook<Parts, Name>> {
    const looks = await Promise.all(
      parts.map(async (part) => [part, await this.#values[part].look(patience)] as const),
    );
    return Object.fromEntries(looks) as PartsLook<Parts, Name>;
  }

  expire(): void {
    for (const value of Object.values<AgedValue<unknown>>(this.#values)) value.expire();
  }
}

/**
 * What is known of clusters: as of a moment ago while somebody looks, and never waited for but the first
 * time.
 */
export class PartInventories<Source, Parts> {
  readonly #sourceOf: (clusterId: string) => Promise<Source>;
  readonly #readers: PartReaders<Source, Parts>;
  readonly #now: () => number;
  readonly #clusters = new Map<string, ClusterInventory<Source, Parts>>();

  /** `now`: milliseconds since 1970. */
  constructor(
    sourceOf: (clusterId: string) => Promise<Source>,
    readers: PartReaders<Source, Parts>,
    now: () => number,
  ) {
    this.#sourceOf = sourceOf;
    this.#readers = readers;
    this.#now = now;
  }

  /**
   * Some parts of a cluster. What cannot be read has its problem; a cluster that there is not is not told
   * apart.
   */
  async look<Name extends keyof Parts>(
    clusterId: string,
    parts: readonly Name[],
  ): Promise<PartsLook<Parts, Name>> {
    const known =
      this.#clusters.get(clusterId) ??
      new ClusterInventory(() => this.#sourceOf(clusterId), this.#readers, this.#now);
    this.#clusters.set(clusterId, known);
    const timer = Promise.withResolvers<void>();
    const timeout = setTimeout(timer.resolve, PATIENCE_MS);
    try {
      return await known.look(parts, timer.promise);
    } finally {
      clearTimeout(timeout);
    }
  }

  /** Something of the cluster was changed: the next look reads it anew. */
  expire(clusterId: string): void {
    this.#clusters.get(clusterId)?.expire();
  }

  /** The cluster is forgotten. */
  forget(clusterId: string): void {
    this.#clusters.delete(clusterId);
  }
}
