import type { Selectable } from 'kysely';
import { containing } from './containing.ts';
import type { ImportRowTable } from './database.ts';
import type { Store } from './open-store.ts';

/** What became of a row. */
export type ImportRowOutcome = 'waiting' | 'created' | 'updated' | 'unchanged' | 'failed' | 'cancelled';

/** A row as it was planned, and what came of it. */
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

/** What came of a row. */
export interface ImportRowResult {
  readonly position: number;
  readonly outcome: Exclude<ImportRowOutcome, 'waiting' | 'cancelled'>;
  /** JSON. */
  readonly result: string;
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

/** Rows that one statement takes: SQLite allows 32,766 parameters. */
const ROWS_AT_ONCE = 1_000;
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

/** Adds the rows of an import, in the order in which they are done. */
export const addImportRows = async (
  db: Store['db'],
  id: string,
  rows: readonly NewImportRow[],
): Promise<void> => {
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

/** The rows of imports. */
export class ImportRows {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In the order in which they are done. */
  async list(
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

  /** All of an import, in order. */
  all(id: string): Promise<StoredImportRow[]> {
    return this.#store.db
      .selectFrom('import_rows')
      .select(ROW)
      .where('import_id', '=', id)
      .orderBy('position')
      .execute();
  }

  /** Writes down what came of rows, in place of what came of them before. */
  async settle(id: string, results: readonly ImportRowResult[], now: Date): Promise<void> {
    await this.#store.db.transaction().execute(async (db) => {
      for (const { position, outcome, result } of results)
        await db
          .updateTable('import_rows')
          .set((set) => ({
            ...{ outcome, result, ended_at: now.toISOString() },
            // What is told a second time of an attempt is what the target was found to have after it.
            attempts: set
              .case()
              .when('outcome', '=', 'waiting')
              .then(set('attempts', '+', 1))
              .else(set.ref('attempts'))
              .end(),
          }))
          .where('import_id', '=', id)
          .where('position', '=', position)
          .execute();
    });
  }

  /** What is left of an import fails for one reason (`result`, JSON). */
  async failRest(id: string, result: string, now: Date): Promise<void> {
    await this.#store.db
      .updateTable('import_rows')
      .set((set) => ({
        ...{ outcome: 'failed', result, ended_at: now.toISOString() },
        attempts: set('attempts', '+', 1),
      }))
      .where('import_id', '=', id)
      .where('outcome', '=', 'waiting')
      .execute();
  }
}
