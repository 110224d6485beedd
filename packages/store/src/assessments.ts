import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { AssessmentTable } from './database.ts';
import type { Store } from './open-store.ts';

/** `stopped`: by somebody, before its time was over. */
export type AssessmentState = 'running' | 'done' | 'stopped' | 'failed';

/** An assessment without the last reading of its cluster, which may be large. */
export type StoredAssessment = Omit<Selectable<AssessmentTable>, 'reading'>;

/** What an assessment is made of. */
export interface NewAssessment {
  readonly name: string | null;
  /** Null: from answers alone, and then it is done at once. */
  readonly clusterId: string | null;
  /** JSON. */
  readonly answers: string;
  /** JSON. */
  readonly limits: string;
  /** When its measurement ends by itself. */
  readonly endsAt: Date | null;
  readonly createdBy: string;
}

/** What was measured until now; both JSON. */
export interface MeasuredUntilNow {
  /** What the next reading is compared to. */
  readonly reading: string;
  readonly measured: string;
}

const SHOWN = [
  ...(['id', 'name', 'cluster_id', 'answers', 'limits', 'state', 'created_by'] as const),
  ...(['created_at', 'ends_at', 'ended_at', 'measured'] as const),
] as const;

/** Assessments of clusters. */
export class Assessments {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Makes one; it runs if there is something to measure. */
  add(
    { name, clusterId, answers, limits, endsAt, createdBy }: NewAssessment,
    now: Date,
  ): Promise<StoredAssessment> {
    const at = now.toISOString();
    return this.#store.db
      .insertInto('assessments')
      .values({
        ...{ id: randomUUID(), name, cluster_id: clusterId, answers, limits, created_by: createdBy },
        ...{ state: clusterId === null ? 'done' : 'running', created_at: at, reading: null, measured: null },
        ends_at: endsAt?.toISOString() ?? null,
        ended_at: clusterId === null ? at : null,
      })
      .returning(SHOWN)
      .executeTakeFirstOrThrow();
  }

  get(id: string): Promise<StoredAssessment | undefined> {
    return this.#store.db.selectFrom('assessments').select(SHOWN).where('id', '=', id).executeTakeFirst();
  }

  /** The newest first. */
  async list(offset: number, limit: number): Promise<{ items: StoredAssessment[]; total: number }> {
    const { total } = await this.#store.db
      .selectFrom('assessments')
      .select((e) => e.fn.countAll<number | string>().as('total'))
      .executeTakeFirstOrThrow();
    const items = await this.#store.db
      .selectFrom('assessments')
      .select(SHOWN)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .offset(offset)
      .limit(limit)
      .execute();
    return { items, total: Number(total) };
  }

  /** The ids of those that are being measured. */
  async running(): Promise<string[]> {
    const rows = await this.#store.db
      .selectFrom('assessments')
      .select('id')
      .where('state', '=', 'running')
      .execute();
    return rows.map(({ id }) => id);
  }

  /** What was measured of one; undefined where nothing was yet. */
  async measured(id: string): Promise<MeasuredUntilNow | undefined> {
    const row = await this.#store.db
      .selectFrom('assessments')
      .select(['reading', 'measured'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row || row.reading === null || row.measured === null) return undefined;
    return { reading: row.reading, measured: row.measured };
  }

  /** Keeps what was measured; the reading and what was reckoned by it together. */
  async keep(id: string, { reading, measured }: MeasuredUntilNow): Promise<void> {
    await this.#store.db
      .updateTable('assessments')
      .set({ reading, measured })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  /** Ends one that runs; its last reading is of no use then. */
  async end(id: string, state: Exclude<AssessmentState, 'running'>, now: Date): Promise<void> {
    await this.#store.db
      .updateTable('assessments')
      .set({ state, ended_at: now.toISOString(), reading: null })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  /** Other answers or limits; undefined when there is no such assessment. */
  change(
    id: string,
    change: { readonly answers?: string; readonly limits?: string },
  ): Promise<StoredAssessment | undefined> {
    if (Object.keys(change).length === 0) return this.get(id);
    return this.#store.db
      .updateTable('assessments')
      .set(change)
      .where('id', '=', id)
      .returning(SHOWN)
      .executeTakeFirst();
  }

  async delete(id: string): Promise<void> {
    await this.#store.db.deleteFrom('assessments').where('id', '=', id).execute();
  }
}
