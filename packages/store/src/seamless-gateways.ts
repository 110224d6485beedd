import type { Selectable } from 'kysely';
import type { Store } from './open-store.ts';
import type { SeamlessGatewayMode, SeamlessGatewayTable } from './seamless-database.ts';

/** What a gateway of a seamless migration told last. */
export type StoredSeamlessGateway = Omit<Selectable<SeamlessGatewayTable>, 'task_id'>;

/** What a gateway tells of itself. */
export interface HeardGateway {
  /** As it calls itself. */
  readonly gateway: string;
  readonly mode: SeamlessGatewayMode;
  /** Where clients reach it, `host:port`. */
  readonly address: string;
  /** Of the routing table that it serves; 0: it has none yet. */
  readonly revision: number;
}

/** The gateways of seamless migrations. */
export class SeamlessGateways {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Those of a task, in order of name. */
  list(taskId: string): Promise<StoredSeamlessGateway[]> {
    return this.#store.db
      .selectFrom('seamless_gateways')
      .select(['gateway', 'mode', 'address', 'revision', 'heard_at'])
      .where('task_id', '=', taskId)
      .orderBy('gateway')
      .execute();
  }

  /** Keeps what a gateway told, in place of what it told before. There has to be such a task. */
  async note(taskId: string, { gateway, mode, address, revision }: HeardGateway, now: Date): Promise<void> {
    const told = { mode, address, revision, heard_at: now.toISOString() };
    await this.#store.db
      .insertInto('seamless_gateways')
      .values({ task_id: taskId, gateway, ...told })
      .onConflict((conflict) => conflict.columns(['task_id', 'gateway']).doUpdateSet(told))
      .execute();
  }

  /** Gives whether it was there. */
  async forget(taskId: string, gateway: string): Promise<boolean> {
    const { numDeletedRows } = await this.#store.db
      .deleteFrom('seamless_gateways')
      .where('task_id', '=', taskId)
      .where('gateway', '=', gateway)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
