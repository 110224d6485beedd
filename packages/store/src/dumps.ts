import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { DumpLogTable, DumpTable } from './database.ts';
import type { ChangeRefusal } from './migrations.ts';
import type { Store } from './open-store.ts';
import { pruneLog, type TaskLog } from './prune-log.ts';

/** A dump task as it is wanted, and what was last heard of it. */
export type StoredDump = Selectable<DumpTable>;

/** Something that happened to a dump task. */
export type StoredDumpLogEntry = Selectable<DumpLogTable>;

/** What a dump task is made of. */
export interface NewDump {
  readonly name: string;
  readonly sourceId: string;
  readonly targetId: string;
  /** JSON. */
  readonly settings: string;
  readonly createdBy: string;
}

const LOG: TaskLog = { table: 'dump_log', owner: 'dump_id' };

/** Dump tasks and their logs. */
export class Dumps {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In order of name. */
  list(): Promise<StoredDump[]> {
    return this.#store.db.selectFrom('dumps').selectAll().orderBy('name').execute();
  }

  get(id: string): Promise<StoredDump | undefined> {
    return this.#store.db.selectFrom('dumps').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Undefined when the name is taken. */
  add(
    { name, sourceId, targetId, settings, createdBy }: NewDump,
    now: Date,
  ): Promise<StoredDump | undefined> {
    return this.#store.db
      .insertInto('dumps')
      .values({
        ...{ id: randomUUID(), name, source_id: sourceId, target_id: targetId, settings },
        ...{ intent: 'none', begun: 0, report: null, revision: 1 },
        ...{ created_by: createdBy, created_at: now.toISOString() },
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returningAll()
      .executeTakeFirst();
  }

  /** Changes name or settings (JSON) if the task is of that revision still; it gets the next one. */
  async change(
    id: string,
    revision: number,
    change: { readonly name?: string; readonly settings?: string },
  ): Promise<StoredDump | ChangeRefusal> {
    return this.#store.db.transaction().execute(async (db) => {
      if (change.name !== undefined) {
        const taken = await db
          .selectFrom('dumps')
          .select('id')
          .where('name', '=', change.name)
          .where('id', '!=', id)
          .executeTakeFirst();
        if (taken) return 'name-taken';
      }
      const changed = await db
        .updateTable('dumps')
        .set({ ...change, revision: revision + 1 })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .returningAll()
        .executeTakeFirst();
      if (changed) return changed;
      const known = await db.selectFrom('dumps').select('id').where('id', '=', id).executeTakeFirst();
      return known ? 'changed' : 'unknown';
    });
  }

  /** What is wanted of it from now on, or what was heard of it; does nothing where the task is gone. */
  async note(
    id: string,
    noted: {
      readonly intent?: 'none' | 'run' | 'pause' | 'done';
      readonly begun?: 1;
      /** JSON. */
      readonly report?: string;
    },
  ): Promise<void> {
    await this.#store.db.updateTable('dumps').set(noted).where('id', '=', id).execute();
  }

  async delete(id: string): Promise<void> {
    await this.#store.db.deleteFrom('dumps').where('id', '=', id).execute();
  }

  /** `details`: JSON. */
  async addLog(dumpId: string, type: string, details: string, now: Date): Promise<void> {
    const { id } = await this.#store.db
      .insertInto('dump_log')
      .values({ dump_id: dumpId, at: now.toISOString(), type, details })
      .returning('id')
      .executeTakeFirstOrThrow();
    await pruneLog(this.#store.db, LOG, dumpId, Number(id));
  }

  /** The newest first. */
  async log(
    dumpId: string,
    offset: number,
    limit: number,
  ): Promise<{ items: StoredDumpLogEntry[]; total: number }> {
    const chosen = this.#store.db.selectFrom('dump_log').where('dump_id', '=', dumpId);
    const [items, counted] = await Promise.all([
      chosen.selectAll().orderBy('id', 'desc').offset(offset).limit(limit).execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    // PostgreSQL tells 64-bit integers as text.
    return { items: items.map((item) => ({ ...item, id: Number(item.id) })), total: Number(counted.total) };
  }
}
