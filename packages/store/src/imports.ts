import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { containing } from './containing.ts';
import type { ImportRowTable, ImportTable } from './database.ts';
import type { Store } from './open-store.ts';
import type { SecretBox } from './secrets.ts';

/** `planned`: nothing was written yet. */
export type ImportState = 'planned' | 'running' | 'succeeded' | 'partly-failed' | 'all-failed' | 'cancelled';

/** What became of a row. */
export type ImportRowOutcome = 'waiting' | 'created' | 'updated' | 'unchanged' | 'failed' | 'cancelled';

/** How many of its rows came to what. */
export type ImportCounts = Readonly<Record<ImportRowOutcome, number>>;

/** An import with the counts of its rows, without its secrets. */
export type StoredImport = Omit<Selectable<ImportTable>, 'secrets' | 'left_out'> & {
  readonly counts: ImportCounts;
};

export type StoredImportRow = Omit<Selectable<ImportRowTable>, 'import_id'>;

/** One thing that an import does. */
export interface NewImportRow {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly action: string;
  /** JSON. */
  readonly planned: string;
}

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

/** What came of a row. */
export interface ImportRowResult {
  readonly position: number;
  readonly outcome: Exclude<ImportRowOutcome, 'waiting' | 'cancelled'>;
  /** JSON. */
  readonly result: string;
}

/** Which imports. */
export interface ImportQuery {
  readonly state?: string | undefined;
  readonly targetId?: string | undefined;
}

/** Which rows of an import. */
export interface ImportRowQuery {
  readonly kind?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly namespace?: string | undefined;
  /** A part of the name. */
  readonly search?: string | undefined;
}

type Db = Store['db'];

/** Rows that one statement takes: SQLite allows 32,766 parameters. */
const ROWS_AT_ONCE = 1_000;
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
const ROW = [
  'position',
  'kind',
  'name',
  'namespace',
  'action',
  'planned',
  'outcome',
  'result',
  'attempts',
  'ended_at',
] as const;
const NONE: ImportCounts = { waiting: 0, created: 0, updated: 0, unchanged: 0, failed: 0, cancelled: 0 };

const contextOf = (id: string): string => `import ${id}`;

const addRows = async (db: Db, id: string, rows: readonly NewImportRow[]): Promise<void> => {
  const made = rows.map((row, position) => ({
    ...row,
    ...{ import_id: id, position, outcome: 'waiting', result: null, attempts: 0, ended_at: null },
  }));
  for (let at = 0; at < made.length; at += ROWS_AT_ONCE)
    await db
      .insertInto('import_rows')
      .values(made.slice(at, at + ROWS_AT_ONCE))
      .execute();
};

/** Imports of metadata into RocketMQ clusters, and their rows. */
export class Imports {
  readonly #store: Store;
  readonly #secrets: SecretBox;

  constructor(store: Store, secrets: SecretBox) {
    this.#store = store;
    this.#secrets = secrets;
  }

  /** Keeps an import that was planned, and gives its id; undefined when the name is taken. */
  add(
    { name, documentId, documentName, targetId, createdBy, rows, ...planned }: NewImport,
    now: Date,
  ): Promise<string | undefined> {
    const id = randomUUID();
    return this.#store.db.transaction().execute(async (db) => {
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
      await addRows(db, id, rows);
      return id;
    });
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
      await addRows(db, id, rows);
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

  /** In the order in which they are done. */
  async rows(
    id: string,
    query: ImportRowQuery,
    offset: number,
    limit: number,
  ): Promise<{ items: StoredImportRow[]; total: number }> {
    const { kind, action, outcome, namespace, search } = query;
    const chosen = this.#store.db
      .selectFrom('import_rows')
      .where('import_id', '=', id)
      .$if(kind !== undefined, (q) => q.where('kind', '=', kind!))
      .$if(action !== undefined, (q) => q.where('action', '=', action!))
      .$if(outcome !== undefined, (q) => q.where('outcome', '=', outcome!))
      .$if(namespace !== undefined, (q) => q.where('namespace', '=', namespace!))
      .$if(search !== undefined, (q) => q.where(containing(search!)));
    const [items, counted] = await Promise.all([
      chosen.select(ROW).orderBy('position').offset(offset).limit(limit).execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { items, total: Number(counted.total) };
  }

  /** All rows, in order. */
  allRows(id: string): Promise<StoredImportRow[]> {
    return this.#store.db
      .selectFrom('import_rows')
      .select(ROW)
      .where('import_id', '=', id)
      .orderBy('position')
      .execute();
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

  /** Writes down what came of rows that were waiting. */
  async settle(id: string, results: readonly ImportRowResult[], now: Date): Promise<void> {
    await this.#store.db.transaction().execute(async (db) => {
      for (const { position, outcome, result } of results)
        await db
          .updateTable('import_rows')
          .set((set) => ({
            ...{ outcome, result, ended_at: now.toISOString(), attempts: set('attempts', '+', 1) },
          }))
          .where('import_id', '=', id)
          .where('position', '=', position)
          .where('outcome', '=', 'waiting')
          .execute();
    });
  }

  /** Ends an import of which no row is waiting; its secrets are kept only where something may be tried again. */
  async end(id: string, now: Date): Promise<void> {
    const found = await this.get(id);
    if (found?.state !== 'running' || found.counts.waiting > 0) return;
    const { failed, created, updated, unchanged } = found.counts;
    const done = created + updated + unchanged;
    const state: ImportState = failed === 0 ? 'succeeded' : done > 0 ? 'partly-failed' : 'all-failed';
    await this.#store.db
      .updateTable('imports')
      .set({ state, ended_at: now.toISOString(), ...(failed === 0 ? { secrets: null } : {}) })
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
