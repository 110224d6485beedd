import type { Selectable } from 'kysely';
import type { Store } from './open-store.ts';
import { pruneLog, type TaskLog } from './prune-log.ts';
import type { SeamlessLogTable } from './seamless-database.ts';

/** Something that happened to a seamless migration. */
export type StoredSeamlessLogEntry = Omit<Selectable<SeamlessLogTable>, 'task_id'>;

const LOG: TaskLog = { table: 'seamless_log', owner: 'task_id' };

/** What happened to seamless migrations; of each the newest entries are kept. */
export class SeamlessLog {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** There has to be such a task. */
  async add(
    taskId: string,
    type: string,
    details: Readonly<Record<string, unknown>>,
    now: Date,
  ): Promise<void> {
    const { id } = await this.#store.db
      .insertInto('seamless_log')
      .values({ task_id: taskId, at: now.toISOString(), type, details: JSON.stringify(details) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await pruneLog(this.#store.db, LOG, taskId, Number(id));
  }

  /** The newest first. */
  async list(
    taskId: string,
    offset: number,
    limit: number,
  ): Promise<{ items: StoredSeamlessLogEntry[]; total: number }> {
    const chosen = this.#store.db.selectFrom('seamless_log').where('task_id', '=', taskId);
    const [items, counted] = await Promise.all([
      chosen
        .select(['id', 'at', 'type', 'details'])
        .orderBy('id', 'desc')
        .offset(offset)
        .limit(limit)
        .execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    // PostgreSQL tells 64-bit integers as text.
    return { items: items.map((item) => ({ ...item, id: Number(item.id) })), total: Number(counted.total) };
  }
}
