import type { Selectable } from 'kysely';
import type { Store } from './open-store.ts';
import type { SeamlessBroadcastTable, SeamlessStageTable, SeamlessTopicKind } from './seamless-database.ts';

/** A stage of a seamless migration in batches that was begun. */
export type BegunStage = Omit<Selectable<SeamlessStageTable>, 'task_id'>;

/** A group that is broadcast to, of which it was said that its consumers have read the source. */
export type SaidBroadcast = Omit<Selectable<SeamlessBroadcastTable>, 'task_id'>;

/** A stage of the topics of a kind. */
export interface StageOfKind {
  readonly kind: SeamlessTopicKind;
  readonly stage: string;
}

/** What people have said of seamless migrations in batches. */
export class SeamlessBatches {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The stages of a task that were begun, the first first. */
  begun(taskId: string): Promise<BegunStage[]> {
    return this.#store.db
      .selectFrom('seamless_stages')
      .select(['kind', 'stage', 'begun_by', 'begun_at'])
      .where('task_id', '=', taskId)
      .orderBy('begun_at')
      .orderBy('stage')
      .execute();
  }

  /** A stage that was begun before keeps its time; gives whether it was not. There has to be such a task. */
  async begin(taskId: string, { kind, stage }: StageOfKind, by: string, now: Date): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#store.db
      .insertInto('seamless_stages')
      .values({ task_id: taskId, kind, stage, begun_by: by, begun_at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  /** Groups of a task of which it was said that they have read the source, in order of name. */
  broadcastsRead(taskId: string): Promise<SaidBroadcast[]> {
    return this.#store.db
      .selectFrom('seamless_broadcasts')
      .select(['group_name', 'said_by', 'said_at'])
      .where('task_id', '=', taskId)
      .orderBy('group_name')
      .execute();
  }

  /** What was said before keeps its time; gives whether nothing was. There has to be such a task. */
  async sayRead(taskId: string, group: string, by: string, now: Date): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#store.db
      .insertInto('seamless_broadcasts')
      .values({ task_id: taskId, group_name: group, said_by: by, said_at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  /** Takes back that a group has read; gives whether that had been said. */
  async unsayRead(taskId: string, group: string): Promise<boolean> {
    const { numDeletedRows } = await this.#store.db
      .deleteFrom('seamless_broadcasts')
      .where('task_id', '=', taskId)
      .where('group_name', '=', group)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
