import type { Selectable } from 'kysely';
import type { Store } from './open-store.ts';
import type { SeamlessTopicKind, SeamlessTopicTable } from './seamless-database.ts';
import { lockSeamlessTask } from './seamless-lock.ts';

export type { SeamlessTopicKind } from './seamless-database.ts';

/** A topic of a seamless migration, and where it stands. */
export type StoredSeamlessTopic = Omit<Selectable<SeamlessTopicTable>, 'task_id' | 'held'> & {
  /** Gateways let writes wait. */
  readonly held: boolean;
};

/** A topic that a seamless migration takes in. */
export interface NewSeamlessTopic {
  readonly topic: string;
  readonly kind: SeamlessTopicKind;
}

/** Topics that one statement takes: SQLite allows 32,766 parameters. */
const TOPICS_AT_ONCE = 1_000;
const TOPIC = [
  'topic',
  'kind',
  'state',
  'held',
  'routing_revision',
  'served_since',
  'target_ends',
  'added_at',
  'changed_at',
] as const;

/** Does something to as many at once as one statement takes; gives all that came of it. */
const inParts = async <T, R>(all: readonly T[], some: (part: readonly T[]) => Promise<R[]>): Promise<R[]> => {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += TOPICS_AT_ONCE)
    results.push(...(await some(all.slice(at, at + TOPICS_AT_ONCE))));
  return results;
};

/** Which of the names a statement has told, each once. */
const namesAmong = (names: readonly string[], told: readonly { readonly topic: string }[]): string[] => {
  const among = new Set(told.map(({ topic }) => topic));
  return [...new Set(names)].filter((name) => among.has(name));
};

/** The topics of seamless migrations; `SeamlessTasks.publish` moves them. */
export class SeamlessTopics {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** All of a task, in order of name. */
  async list(taskId: string): Promise<StoredSeamlessTopic[]> {
    const found = await this.#store.db
      .selectFrom('seamless_topics')
      .select(TOPIC)
      .where('task_id', '=', taskId)
      .orderBy('topic')
      .execute();
    return found.map((topic) => ({ ...topic, held: topic.held === 1 }));
  }

  /**
   * Takes topics in, which are initial as of the present routing table. Gives the names of those that were not in the task,
   * in the order given; none where the task is gone.
   */
  add(taskId: string, topics: readonly NewSeamlessTopic[], now: Date): Promise<string[]> {
    const at = now.toISOString();
    return this.#store.db.transaction().execute(async (db) => {
      const revision = await lockSeamlessTask(this.#store, db, taskId);
      if (revision === undefined) return [];
      const added = await inParts(topics, (part) =>
        db
          .insertInto('seamless_topics')
          .values(
            part.map(({ topic, kind }) => ({
              ...{ task_id: taskId, topic, kind, state: 'initial', held: 0, routing_revision: revision },
              ...{ served_since: null, target_ends: null, added_at: at, changed_at: at },
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .returning('topic')
          .execute(),
      );
      return namesAmong(
        topics.map(({ topic }) => topic),
        added,
      );
    });
  }

  /** Takes out those that are initial. Gives their names, in the order given. */
  remove(taskId: string, names: readonly string[]): Promise<string[]> {
    return this.#store.db.transaction().execute(async (db) => {
      await lockSeamlessTask(this.#store, db, taskId);
      const removed = await inParts(names, (part) =>
        db
          .deleteFrom('seamless_topics')
          .where('task_id', '=', taskId)
          .where('state', '=', 'initial')
          .where('topic', 'in', [...part])
          .returning('topic')
          .execute(),
      );
      return namesAmong(names, removed);
    });
  }

  /**
   * Every gateway serves the routing table of this revision since `at`: so it is noted of topics which have their share by
   * that table or one before, and of which it was not known yet. Gives how many these are.
   */
  noteServed(taskId: string, revision: number, at: Date): Promise<number> {
    return this.#store.db.transaction().execute(async (db) => {
      await lockSeamlessTask(this.#store, db, taskId);
      const { numUpdatedRows } = await db
        .updateTable('seamless_topics')
        .set({ served_since: at.toISOString() })
        .where('task_id', '=', taskId)
        .where('routing_revision', '<=', revision)
        .where('served_since', 'is', null)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    });
  }
}
