import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { ImportTable } from './database.ts';
import { addImportRows, type ImportRowOutcome, type NewImportRow } from './import-rows.ts';
import type { Store } from './open-store.ts';
import type { SecretBox } from './secrets.ts';

/** `planned`: nothing was written yet. */
export type ImportState = 'planned' | 'running' | 'succeeded' | 'partly-failed' | 'all-failed' | 'cancelled';

/** How many of its rows came to what. */
export type ImportCounts = Readonly<Record<ImportRowOutcome, number>>;

/** An import with the counts of its rows, without its secrets. */
export type StoredImport = Omit<Selectable<ImportTable>, 'secrets' | 'left_out'> & {
  readonly counts: ImportCounts;
};

/** A plan, whose rows stand apart. */
export interface NewImportPlan {
  /** JSON, as the following. */
  readonly choice: string;
  readonly plan: string;
  readonly leftOut: string;
  /** Sealed here. */
  readonly secrets: string | undefined;
  readonly hash: string;
  readonly rows: readonly NewImportRow[];
}

/** An import to keep. */
export interface NewImport extends NewImportPlan {
  readonly name: string;
  readonly documentId: string;
  readonly documentName: string;
  readonly targetId: string;
  readonly createdBy: string;
}

/** Which imports. */
export interface ImportQuery {
  readonly state?: string | undefined;
  readonly targetId?: string | undefined;
}

type Db = Store['db'];

const IMPORT = [
  'id',
  'name',
  'document_id',
  'document_name',
  'target_id',
  'choice',
  'plan',
  'hash',
  'state',
  'created_by',
  'created_at',
  'planned_at',
  'started_at',
  'ended_at',
] as const;
const NONE: ImportCounts = { waiting: 0, created: 0, updated: 0, unchanged: 0, failed: 0, cancelled: 0 };

/** Undoes a transaction. */
class NameTaken extends Error {}

const contextOf = (id: string): string => `import ${id}`;

/** Imports of metadata into RocketMQ clusters, and their rows. */
export class Imports {
  readonly #store: Store;
  readonly #secrets: SecretBox;

  constructor(store: Store, secrets: SecretBox) {
    this.#store = store;
    this.#secrets = secrets;
  }

  /** Keeps an import that was planned, and gives its id; undefined when the name is taken. */
  add(planned: NewImport, now: Date): Promise<string | undefined> {
    return this.#store.db.transaction().execute((db) => this.#add(db, planned, now));
  }

  /**
   * Keeps several in the place of one that was not started; all of them or none. Gives their ids, the name that is taken
   * already, or undefined when that one was started or is gone.
   */
  async replace(
    id: string,
    parts: readonly NewImport[],
    now: Date,
  ): Promise<readonly string[] | { readonly taken: string } | undefined> {
    try {
      return await this.#store.db.transaction().execute(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('imports')
          .where('id', '=', id)
          .where('state', '=', 'planned')
          .executeTakeFirst();
        if (numDeletedRows === 0n) return undefined;
        const ids: string[] = [];
        for (const part of parts) {
          const added = await this.#add(db, part, now);
          if (added === undefined) throw new NameTaken(part.name);
          ids.push(added);
        }
        return ids;
      });
    } catch (error) {
      if (error instanceof NameTaken) return { taken: error.message };
      throw error;
    }
  }

  /** Replaces the plan of an import that was not started. False when it was, or when there is none. */
  replan(id: string, { rows, ...planned }: NewImportPlan, now: Date): Promise<boolean> {
    return this.#store.db.transaction().execute(async (db) => {
      const changed = await db
        .updateTable('imports')
        .set(this.#columns(id, planned, now))
        .where('id', '=', id)
        .where('state', '=', 'planned')
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) return false;
      await db.deleteFrom('import_rows').where('import_id', '=', id).execute();
      await addImportRows(db, id, rows);
      return true;
    });
  }

  async get(id: string): Promise<StoredImport | undefined> {
    const found = await this.#store.db
      .selectFrom('imports')
      .select(IMPORT)
      .where('id', '=', id)
      .executeTakeFirst();
    return found && (await this.#counted([found]))[0];
  }

  /** The newest first. */
  async list(
    { state, targetId }: ImportQuery,
    offset: number,
    limit: number,
  ): Promise<{ items: StoredImport[]; total: number }> {
    const chosen = this.#store.db
      .selectFrom('imports')
      .$if(state !== undefined, (q) => q.where('state', '=', state!))
      .$if(targetId !== undefined, (q) => q.where('target_id', '=', targetId!));
    const [items, counted] = await Promise.all([
      chosen.select(IMPORT).orderBy('created_at', 'desc').orderBy('id').offset(offset).limit(limit).execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { items: await this.#counted(items), total: Number(counted.total) };
  }

  /** Those that run, by id. */
  async running(): Promise<string[]> {
    const found = await this.#store.db
      .selectFrom('imports')
      .select('id')
      .where('state', '=', 'running')
      .orderBy('started_at')
      .execute();
    return found.map(({ id }) => id);
  }

  /** What is not imported (JSON). */
  async leftOut(id: string): Promise<string | undefined> {
    const found = await this.#store.db
      .selectFrom('imports')
      .select('left_out')
      .where('id', '=', id)
      .executeTakeFirst();
    return found?.left_out;
  }

  /** Secrets that its users take (JSON), if there are any. Throws STORE_KEY_WRONG. */
  async secretsOf(id: string): Promise<string | undefined> {
    const found = await this.#store.db
      .selectFrom('imports')
      .select('secrets')
      .where('id', '=', id)
      .executeTakeFirst();
    const sealed = found?.secrets ?? undefined;
    return sealed === undefined ? undefined : this.#secrets.open(sealed, contextOf(id));
  }

  /** Begins an import whose plan is of this hash still. False when it is not, or was begun. */
  async begin(id: string, hash: string, now: Date): Promise<boolean> {
    const { numUpdatedRows } = await this.#store.db
      .updateTable('imports')
      .set({ state: 'running', started_at: now.toISOString() })
      .where('id', '=', id)
      .where('hash', '=', hash)
      .where('state', '=', 'planned')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Ends a running import; its secrets are kept only where something may be tried again. */
  async end(
    id: string,
    state: Extract<ImportState, 'succeeded' | 'partly-failed' | 'all-failed'>,
    now: Date,
  ): Promise<void> {
    await this.#store.db
      .updateTable('imports')
      .set({ state, ended_at: now.toISOString(), ...(state === 'succeeded' ? { secrets: null } : {}) })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  /** Has what failed of an ended import tried again. False when it runs, was cancelled, or nothing failed. */
  retry(id: string): Promise<boolean> {
    return this.#store.db.transaction().execute(async (db) => {
      const begun = await db
        .updateTable('imports')
        .set({ state: 'running', ended_at: null })
        .where('id', '=', id)
        .where('state', 'in', ['partly-failed', 'all-failed'])
        .executeTakeFirst();
      if (begun.numUpdatedRows === 0n) return false;
      await db
        .updateTable('import_rows')
        .set({ outcome: 'waiting', ended_at: null })
        .where('import_id', '=', id)
        .where('outcome', '=', 'failed')
        .execute();
      return true;
    });
  }

  /** What was not done yet of a running import is not done any more. False when it does not run. */
  cancel(id: string, now: Date): Promise<boolean> {
    return this.#store.db.transaction().execute(async (db) => {
      const ended = await db
        .updateTable('imports')
        .set({ state: 'cancelled', ended_at: now.toISOString(), secrets: null })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      if (ended.numUpdatedRows === 0n) return false;
      await db
        .updateTable('import_rows')
        .set({ outcome: 'cancelled', ended_at: now.toISOString() })
        .where('import_id', '=', id)
        .where('outcome', '=', 'waiting')
        .execute();
      return true;
    });
  }

  /** False while it runs. */
  async delete(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#store.db
      .deleteFrom('imports')
      .where('id', '=', id)
      .where('state', '!=', 'running')
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** Forgets imports that had ended before a moment; gives how many. */
  async purge(before: Date): Promise<number> {
    const { numDeletedRows } = await this.#store.db
      .deleteFrom('imports')
      .where('ended_at', '<', before.toISOString())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async #add(
    db: Db,
    { name, documentId, documentName, targetId, createdBy, rows, ...planned }: NewImport,
    now: Date,
  ): Promise<string | undefined> {
    const id = randomUUID();
    const { numInsertedOrUpdatedRows: added } = await db
      .insertInto('imports')
      .values({
        ...{ id, name, document_id: documentId, document_name: documentName, target_id: targetId },
        ...this.#columns(id, planned, now),
        ...{ state: 'planned', created_by: createdBy, created_at: now.toISOString() },
        ...{ started_at: null, ended_at: null },
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirstOrThrow();
    if (added === 0n) return undefined;
    await addImportRows(db, id, rows);
    return id;
  }

  #columns(id: string, { choice, plan, hash, leftOut, secrets }: Omit<NewImportPlan, 'rows'>, now: Date) {
    return {
      ...{ choice, plan, hash, left_out: leftOut, planned_at: now.toISOString() },
      secrets: secrets === undefined ? null : this.#secrets.seal(secrets, contextOf(id)),
    };
  }

  async #counted<T extends { readonly id: string }>(
    imports: readonly T[],
  ): Promise<(T & { readonly counts: ImportCounts })[]> {
    if (imports.length === 0) return [];
    const ids = imports.map(({ id }) => id);
    const rows = await this.#store.db
      .selectFrom('import_rows')
      .select(['import_id', 'outcome', (q) => q.fn.countAll().as('count')])
      .where('import_id', 'in', ids)
      .groupBy(['import_id', 'outcome'])
      .execute();
    return imports.map((one) => {
      const own = rows.filter(({ import_id }) => import_id === one.id);
      const counts = Object.fromEntries(own.map(({ outcome, count }) => [outcome, Number(count)]));
      return { ...one, counts: { ...NONE, ...counts } };
    });
  }
}
