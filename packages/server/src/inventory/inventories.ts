import type { KafkaClient } from '@mqferry/kafka';
import { type Aged, AgedValue } from './aged-value.ts';
import { type InventoryParts, PARTS, READERS } from './read-parts.ts';

/** The name of a part. */
export type PartName = keyof InventoryParts;

/** Some parts of a cluster, as they are known now. */
export type Look<Name extends PartName> = { readonly [Part in Name]: Aged<InventoryParts[Part]> };

/** A cluster that does not answer is waited for so long, the first time that it is looked at. */
const PATIENCE_MS = 5_000;

type Values = { readonly [Part in PartName]: AgedValue<InventoryParts[Part]> };

/** What is known of one cluster; its parts are read one after the other. */
class ClusterInventory {
  readonly #values: Values;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(client: () => Promise<KafkaClient>, now: () => number) {
    const inTurn = <T>(read: () => Promise<T>): Promise<T> => {
      const turn = this.#turn.then(read);
      this.#turn = turn.catch(() => undefined);
      return turn;
    };
    const agedPart = (part: PartName) =>
      new AgedValue<unknown>(() => inTurn(async () => READERS[part](await client())), now);
    this.#values = Object.fromEntries(PARTS.map((part) => [part, agedPart(part)])) as unknown as Values;
  }

  async look<Name extends PartName>(parts: readonly Name[], patience: Promise<unknown>): Promise<Look<Name>> {
    const looks = await Promise.all(
      parts.map(async (part) => [part, await this.#values[part].look(patience)] as const),
    );
    return Object.fromEntries(looks) as unknown as Look<Name>;
  }

  expire(): void {
    for (const part of PARTS) this.#values[part].expire();
  }
}

/**
 * What is known of the clusters: as of a moment ago while somebody looks, and never waited for but the first
 * time.
 */
export class Inventories {
  readonly #clientOf: (clusterId: string) => Promise<KafkaClient>;
  readonly #now: () => number;
  readonly #clusters = new Map<string, ClusterInventory>();

  /** `now`: milliseconds since 1970. */
  constructor(clientOf: (clusterId: string) => Promise<KafkaClient>, now: () => number) {
    this.#clientOf = clientOf;
    this.#now = now;
  }

  /**
   * Some parts of a cluster. What cannot be read has its problem; a cluster that there is not is not told
   * apart.
   */
  async look<Name extends PartName>(clusterId: string, parts: readonly Name[]): Promise<Look<Name>> {
    const known =
      this.#clusters.get(clusterId) ?? new ClusterInventory(() => this.#clientOf(clusterId), this.#now);
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
