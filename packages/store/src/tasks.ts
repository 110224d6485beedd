import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { containing } from './containing.ts';
import type { TaskItemTable, TaskTable } from './database.ts';
import type { Store } from './open-store.ts';
import type { SecretBox } from './secrets.ts';

/** `partly-failed`: some of its items were done or were there already, and some failed. */
export type TaskState = 'running' | 'succeeded' | 'partly-failed' | 'failed' | 'cancelled';

/** `skipped`: what was to be done was so already. */
export type TaskItemState = 'pending' | 'done' | 'skipped' | 'failed' | 'cancelled';

/** How many of its items are in each state. */
export type ItemCounts = Readonly<Record<TaskItemState, number>>;

/** A task with the counts of its items. */
export type StoredTask = Selectable<TaskTable> & { readonly counts: ItemCounts };

/** An item without its secret. */
export type StoredTaskItem = Omit<Selectable<TaskItemTable>, 'secret' | 'task_id'>;

/** One thing to do. */
export interface NewTaskItem {
  readonly name: string;
  /** JSON. */
  readonly input: string;
  /** What it takes that nobody may read. */
  readonly secret?: string;
}

/** Many things to do. */
export interface NewTask {
  readonly kind: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly createdBy: string;
  readonly items: readonly NewTaskItem[];
}

/** What came of an item. */
export interface ItemOutcome {
  readonly position: number;
  readonly state: Extract<TaskItemState, 'done' | 'skipped' | 'failed'>;
  /** JSON. */
  readonly reason: string | null;
}

/** Which tasks. */
export interface TaskQuery {
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
}

/** Which items of a task. */
export interface TaskItemQuery {
  readonly state?: string | undefined;
  /** A part of the name. */
  readonly search?: string | undefined;
}

/** Rows that one statement takes: SQLite allows 32,766 parameters. */
const ROWS_AT_ONCE = 1_000;
const ITEM = ['position', 'name', 'input', 'state', 'reason', 'attempts', 'ended_at'] as const;
const NONE: ItemCounts = { pending: 0, done: 0, skipped: 0, failed: 0, cancelled: 0 };

const secretOf = (taskId: string, position: number): string => `task ${taskId} ${position}`;

/** Tasks and their items. */
export class Tasks {
  readonly #store: Store;
  readonly #secrets: SecretBox;

  constructor(store: Store, secrets: SecretBox) {
    this.#store = store;
    this.#secrets = secrets;
  }

  /** Makes a task that runs; all of it or nothing. Gives its id. */
  async add({ kind, sourceId, targetId, createdBy, items }: NewTask, now: Date): Promise<string> {
    const id = randomUUID();
    const rows = items.map(({ name, input, secret }, position) => ({
      ...{ task_id: id, position, name, input, state: 'pending', reason: null, attempts: 0, ended_at: null },
      secret: secret === undefined ? null : this.#secrets.seal(secret, secretOf(id, position)),
    }));
    await this.#store.db.transaction().execute(async (db) => {
      await db
        .insertInto('tasks')
        .values({
          ...{ id, kind, source_id: sourceId, target_id: targetId, state: 'running' },
          ...{ created_by: createdBy, created_at: now.toISOString(), ended_at: null },
        })
        .execute();
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
        await db
          .insertInto('task_items')
          .values(rows.slice(at, at + ROWS_AT_ONCE))
          .execute();
    });
    return id;
  }

  async get(id: string): Promise<StoredTask | undefined> {
    const found = await this.#store.db
      .selectFrom('tasks')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return found && (await this.#counted([found]))[0];
  }

  /** The newest first. */
  async list(
    { kind, state }: TaskQuery,
    offset: number,
    limit: number,
  ): Promise<{ items: StoredTask[]; total: number }> {
    const chosen = this.#store.db
      .selectFrom('tasks')
      .$if(kind !== undefined, (q) => q.where('kind', '=', kind!))
      .$if(state !== undefined, (q) => q.where('state', '=', state!));
    const [items, counted] = await Promise.all([
      chosen.selectAll().orderBy('created_at', 'desc').orderBy('id').offset(offset).limit(limit).execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { items: await this.#counted(items), total: Number(counted.total) };
  }

  /** Those that run, by id. */
  async running(): Promise<string[]> {
    const found = await this.#store.db
      .selectFrom('tasks')
      .select('id')
      .where('state', '=', 'running')
      .orderBy('created_at')
      .execute();
    return found.map(({ id }) => id);
  }

  /** In the order in which they are done. */
  async items(
    id: string,
    { state, search }: TaskItemQuery,
    offset: number,
    limit: number,
  ): Promise<{ items: StoredTaskItem[]; total: number }> {
    const chosen = this.#store.db
      .selectFrom('task_items')
      .where('task_id', '=', id)
      .$if(state !== undefined, (q) => q.where('state', '=', state!))
      .$if(search !== undefined, (q) => q.where(containing(search!)));
    const [items, counted] = await Promise.all([
      chosen.select(ITEM).orderBy('position').offset(offset).limit(limit).execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { items, total: Number(counted.total) };
  }

  /** The next items that are to be done, with their secrets. */
  async pending(
    id: string,
    limit: number,
  ): Promise<(StoredTaskItem & { readonly secret: string | undefined })[]> {
    const found = await this.#store.db
      .selectFrom('task_items')
      .select([...ITEM, 'secret'])
      .where('task_id', '=', id)
      .where('state', '=', 'pending')
      .orderBy('position')
      .limit(limit)
      .execute();
    return found.map((item) => ({
      ...item,
      secret: item.secret === null ? undefined : this.#secrets.open(item.secret, secretOf(id, item.position)),
    }));
  }

  /** Writes down what came of items; a secret is kept only for what may be tried again. */
  async settle(id: string, outcomes: readonly ItemOutcome[], now: Date): Promise<void> {
    await this.#store.db.transaction().execute(async (db) => {
      for (const { position, state, reason } of outcomes)
        await db
          .updateTable('task_items')
          .set((set) => ({
            ...{ state, reason, ended_at: now.toISOString(), attempts: set('attempts', '+', 1) },
            ...(state === 'failed' ? {} : { secret: null }),
          }))
          .where('task_id', '=', id)
          .where('position', '=', position)
          .where('state', '=', 'pending')
          .execute();
    });
  }

  /** What is left of a task fails for one reason (JSON). */
  async failRest(id: string, reason: string, now: Date): Promise<void> {
    await this.#store.db
      .updateTable('task_items')
      .set((set) => ({
        ...{ state: 'failed', reason, ended_at: now.toISOString(), attempts: set('attempts', '+', 1) },
      }))
      .where('task_id', '=', id)
      .where('state', '=', 'pending')
      .execute();
  }

  /** Ends a task of which nothing is left to do. */
  async end(id: string, now: Date): Promise<void> {
    const task = await this.get(id);
    if (task?.state !== 'running' || task.counts.pending > 0) return;
    const { failed, done, skipped } = task.counts;
    const state: TaskState = failed === 0 ? 'succeeded' : done + skipped > 0 ? 'partly-failed' : 'failed';
    await this.#store.db
      .updateTable('tasks')
      .set({ state, ended_at: now.toISOString() })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  /** Has what failed of an ended task tried again. False when it runs, was cancelled, or nothing failed. */
  retry(id: string): Promise<boolean> {
    return this.#store.db.transaction().execute(async (db) => {
      const begun = await db
        .updateTable('tasks')
        .set({ state: 'running', ended_at: null })
        .where('id', '=', id)
        .where('state', 'in', ['partly-failed', 'failed'])
        .executeTakeFirst();
      if (begun.numUpdatedRows === 0n) return false;
      await db
        .updateTable('task_items')
        .set({ state: 'pending', reason: null, ended_at: null })
        .where('task_id', '=', id)
        .where('state', '=', 'failed')
        .execute();
      return true;
    });
  }

  /** What was not done yet of a running task is not done any more. False when it does not run. */
  cancel(id: string, now: Date): Promise<boolean> {
    return this.#store.db.transaction().execute(async (db) => {
      const ended = await db
        .updateTable('tasks')
        .set({ state: 'cancelled', ended_at: now.toISOString() })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      if (ended.numUpdatedRows === 0n) return false;
      await db
        .updateTable('task_items')
        .set({ state: 'cancelled', ended_at: now.toISOString() })
        .where('task_id', '=', id)
        .where('state', '=', 'pending')
        .execute();
      // Nothing of it is tried again.
      await db.updateTable('task_items').set({ secret: null }).where('task_id', '=', id).execute();
      return true;
    });
  }

  /** Forgets tasks that had ended before a moment, with their items; gives how many. */
  async purge(before: Date): Promise<number> {
    const { numDeletedRows } = await this.#store.db
      .deleteFrom('tasks')
      .where('ended_at', '<', before.toISOString())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async #counted(tasks: readonly Selectable<TaskTable>[]): Promise<StoredTask[]> {
    if (tasks.length === 0) return [];
    const rows = await this.#store.db
      .selectFrom('task_items')
      .select(['task_id', 'state', (q) => q.fn.countAll().as('count')])
      .where(
        'task_id',
        'in',
        tasks.map(({ id }) => id),
      )
      .groupBy(['task_id', 'state'])
      .execute();
    return tasks.map((task) => {
      const own = rows.filter(({ task_id }) => task_id === task.id);
      const counts = {
        ...NONE,
        ...Object.fromEntries(own.map(({ state, count }) => [state, Number(count)])),
      };
      return { ...task, counts };
    });
  }
}
