import type { Insertable, Selectable } from 'kysely';
import { containing } from './containing.ts';
import type { ReadinessItemTable, ReadinessTable } from './database.ts';
import type { Store } from './open-store.ts';

/** When the readiness of a migration is looked at, and when it was last. */
export type StoredReadiness = Selectable<ReadinessTable>;

/** A topic or group as it was found by the last scan. */
export type StoredReadinessItem = Selectable<ReadinessItemTable>;

/** What a scan has found. */
export interface NewScan {
  readonly at: Date;
  readonly tookMs: number;
  /** JSON. */
  readonly notes: string;
  readonly items: readonly Omit<Insertable<ReadinessItemTable>, 'migration_id'>[];
}

/** Which items. */
export interface ReadinessQuery {
  readonly kind?: string | undefined;
  readonly verdict?: string | undefined;
  /** A part of the name. */
  readonly search?: string | undefined;
}

/** How many items of a kind have a verdict. */
export interface VerdictCount {
  readonly kind: string;
  readonly verdict: string;
  readonly count: number;
}

/** Both kinds of database take no more parameters in a statement than this many rows have. */
const ROWS_AT_ONCE = 500;

/** The last scan of each migration. */
export class Readiness {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Undefined before anything is known or chosen. */
  get(migrationId: string): Promise<StoredReadiness | undefined> {
    return this.#store.db
      .selectFrom('readiness')
      .selectAll()
      .where('migration_id', '=', migrationId)
      .executeTakeFirst();
  }

  /** Minutes; null: no scans but those that are asked for. */
  async schedule(migrationId: string, minutes: number | null): Promise<void> {
    await this.#store.db
      .insertInto('readiness')
      .values({
        ...{ migration_id: migrationId, interval_minutes: minutes },
        ...{ scanned_at: null, took_ms: null, notes: '[]' },
      })
      .onConflict((conflict) => conflict.column('migration_id').doUpdateSet({ interval_minutes: minutes }))
      .execute();
  }

  /** Replaces the last scan; `minutes`: the interval of a migration that nobody has chosen one for. */
  async keep(migrationId: string, { at, tookMs, notes, items }: NewScan, minutes: number): Promise<void> {
    const found = { scanned_at: at.toISOString(), took_ms: tookMs, notes };
    await this.#store.db.transaction().execute(async (db) => {
      await db
        .insertInto('readiness')
        .values({ migration_id: migrationId, interval_minutes: minutes, ...found })
        .onConflict((conflict) => conflict.column('migration_id').doUpdateSet(found))
        .execute();
      await db.deleteFrom('readiness_items').where('migration_id', '=', migrationId).execute();
      for (let from = 0; from < items.length; from += ROWS_AT_ONCE)
        await db
          .insertInto('readiness_items')
          .values(
            items.slice(from, from + ROWS_AT_ONCE).map((item) => ({ migration_id: migrationId, ...item })),
          )
          .execute();
    });
  }

  /** By kind and verdict. */
  async counts(migrationId: string): Promise<VerdictCount[]> {
    const counted = await this.#store.db
      .selectFrom('readiness_items')
      .select((q) => ['kind', 'verdict', q.fn.countAll().as('count')] as const)
      .where('migration_id', '=', migrationId)
      .groupBy(['kind', 'verdict'])
      .execute();
    return counted.map(({ count, ...of }) => ({ ...of, count: Number(count) }));
  }

  /** In order of name. */
  async items(
    migrationId: string,
    { kind, verdict, search }: ReadinessQuery,
    offset: number,
    limit: number,
  ): Promise<{ items: StoredReadinessItem[]; total: number }> {
    const chosen = this.#store.db
      .selectFrom('readiness_items')
      .where('migration_id', '=', migrationId)
      .$if(kind !== undefined, (q) => q.where('kind', '=', kind!))
      .$if(verdict !== undefined, (q) => q.where('verdict', '=', verdict!))
      .$if(search !== undefined, (q) => q.where(containing(search!)));
    const [items, counted] = await Promise.all([
      chosen.selectAll().orderBy('name').orderBy('kind').offset(offset).limit(limit).execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { items, total: Number(counted.total) };
  }
}
