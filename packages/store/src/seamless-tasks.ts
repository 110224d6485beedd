import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Store } from './open-store.ts';
import type { SeamlessIntent, SeamlessMode, SeamlessTaskTable } from './seamless-database.ts';

export type { SeamlessIntent, SeamlessMode } from './seamless-database.ts';

/** A seamless migration of RocketMQ topics as it is wanted. */
export type StoredSeamlessTask = Selectable<SeamlessTaskTable>;

/** What a seamless migration is made of. */
export interface NewSeamlessTask {
  readonly name: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly mode: SeamlessMode;
  /** JSON. */
  readonly targetNames: string;
  /** Of its first routing table. */
  readonly routingRevision: number;
  /** That table (JSON). */
  readonly tableText: string;
  readonly createdBy: string;
}

/** Where a topic stands from a routing table on. */
export interface SeamlessTopicPosition {
  readonly topic: string;
  readonly state: string;
  /** Gateways let writes wait. */
  readonly held: boolean;
  /** Where queues of the target ended (JSON), or null; absent: as it was. */
  readonly targetEnds?: string | null;
}

/** A routing table that is to follow another one. */
export interface SeamlessPublication {
  /** The revision that it follows; its own is one higher. */
  readonly expected: number;
  /** JSON. */
  readonly tableText: string;
  /** Topics whose share it changes. */
  readonly topics: readonly SeamlessTopicPosition[];
}

/** Undoes a transaction. */
class TopicGone extends Error {}

/** The seamless migrations, and the routing tables that their gateways are to serve. */
export class SeamlessTasks {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In order of name. */
  list(): Promise<StoredSeamlessTask[]> {
    return this.#store.db.selectFrom('seamless_tasks').selectAll().orderBy('name').execute();
  }

  /** Those that are not completed, in order of name. */
  open(): Promise<StoredSeamlessTask[]> {
    return this.#store.db
      .selectFrom('seamless_tasks')
      .selectAll()
      .where('intent', '!=', 'completed')
      .orderBy('name')
      .execute();
  }

  /** Undefined when there is no such task. */
  get(id: string): Promise<StoredSeamlessTask | undefined> {
    return this.#store.db.selectFrom('seamless_tasks').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /**
   * Makes one that is to run. `name-taken`: any other task has the name;
   * `target-taken`: another one that is not completed has the target.
   */
  add(
    { name, sourceId, targetId, mode, targetNames, routingRevision, tableText, createdBy }: NewSeamlessTask,
    now: Date,
  ): Promise<StoredSeamlessTask | 'name-taken' | 'target-taken'> {
    return this.#store.db.transaction().execute(async (db) => {
      // Both rules are unique indexes: of two nodes that add at the same time the second one waits, and then adds nothing.
      const added = await db
        .insertInto('seamless_tasks')
        .values({
          ...{ id: randomUUID(), name, source_id: sourceId, target_id: targetId, mode },
          ...{
            target_names: targetNames,
            intent: 'run',
            routing_revision: routingRevision,
            table_text: tableText,
          },
          ...{ scanned: null, created_by: createdBy, created_at: now.toISOString(), completed_at: null },
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (added) return added;
      const named = await db
        .selectFrom('seamless_tasks')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirst();
      return named ? 'name-taken' : 'target-taken';
    });
  }

  /** Changes what is wanted of a task if that is one of `from` still; gives whether it was changed. */
  async setIntent(
    id: string,
    from: readonly Exclude<SeamlessIntent, 'completed'>[],
    to: SeamlessIntent,
    now: Date,
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#store.db
      .updateTable('seamless_tasks')
      .set({ intent: to, ...(to === 'completed' ? { completed_at: now.toISOString() } : {}) })
      .where('id', '=', id)
      .where('intent', 'in', [...from])
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** The names (a JSON list) that a scan has found. Does nothing where the task is gone. */
  async setScanned(id: string, names: string): Promise<void> {
    await this.#store.db.updateTable('seamless_tasks').set({ scanned: names }).where('id', '=', id).execute();
  }

  /** Forgets a task, its topics, gateways and log, whatever it is at. */
  async delete(id: string): Promise<void> {
    await this.#store.db.deleteFrom('seamless_tasks').where('id', '=', id).execute();
  }

  /**
   * Puts a routing table in the place of the one of revision `expected`, and the topics where it has them, all or nothing.
   * Topics that are not named keep the revision in which they got their share. False, and nothing has changed, when the
   * present table is another one, or when the task or one of the topics is gone.
   */
  async publish(
    taskId: string,
    { expected, tableText, topics }: SeamlessPublication,
    now: Date,
  ): Promise<boolean> {
    const next = expected + 1;
    try {
      return await this.#store.db.transaction().execute(async (db) => {
        const published = await db
          .updateTable('seamless_tasks')
          .set({ routing_revision: next, table_text: tableText })
          .where('id', '=', taskId)
          .where('routing_revision', '=', expected)
          .executeTakeFirst();
        if (published.numUpdatedRows === 0n) return false;
        for (const { topic, state, held, targetEnds } of topics) {
          const moved = await db
            .updateTable('seamless_topics')
            .set({
              ...{ state, held: held ? 1 : 0, routing_revision: next, served_since: null },
              ...(targetEnds === undefined ? {} : { target_ends: targetEnds }),
              changed_at: now.toISOString(),
            })
            .where('task_id', '=', taskId)
            .where('topic', '=', topic)
            .executeTakeFirst();
          if (moved.numUpdatedRows === 0n) throw new TopicGone();
        }
        return true;
      });
    } catch (error) {
      if (error instanceof TopicGone) return false;
      throw error;
    }
  }
}
