import { sql } from 'kysely';
import type { Store } from './open-store.ts';

/** Entries of one task that are kept; the oldest go. */
const KEPT_ENTRIES = 10_000;
/** So often the oldest are looked for. */
const PRUNE_EVERY = 100;

/** A log of tasks, and the column that says whose an entry is. */
export interface TaskLog {
  readonly table: 'dump_log' | 'seamless_log';
  readonly owner: 'dump_id' | 'task_id';
}

/** To be called after the entry `added` of a task was written: every so often forgets the oldest of its log. */
export const pruneLog = async (
  db: Store['db'],
  { table, owner }: TaskLog,
  taskId: string,
  added: number,
): Promise<void> => {
  if (added % PRUNE_EVERY !== 0) return;
  const [log, whose] = [sql.table(table), sql.ref(owner)];
  // Where there are no more than are kept, the inner query finds nothing and the outer one deletes nothing.
  await sql`delete from ${log} where ${whose} = ${taskId} and id <= (
    select id from ${log} where ${whose} = ${taskId} order by id desc limit 1 offset ${KEPT_ENTRIES})`.execute(
    db,
  );
};
