import { randomUUID } from 'node:crypto';
import { openStore } from '@mqferry/store';

/** What a service that has been in use for long has written down. */
export interface Records {
  readonly auditEntries: number;
  readonly tasks: number;
  /** Of the newest task. */
  readonly taskItems: number;
}

const ROWS_AT_ONCE = 500;
const ACTIONS = ['applyOperation', 'planOperation', 'addCluster', 'createMigration', 'login', 'createToken'];
const PEOPLE = ['admin', 'ada', 'grace', 'edsger'];
const STATES = ['done', 'done', 'done', 'skipped', 'failed'] as const;
const FAILURE = {
  ...{ code: 'KAFKA_TIMEOUT', retriable: true, parameters: {} },
  message: { en: 'The broker did not answer.', zh: '节点未应答。' },
  advice: { en: 'Try again.', zh: '请重试。' },
};
const SECOND_MS = 1_000;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

const chunks = <T>(rows: readonly T[]): T[][] =>
  numbers(Math.ceil(rows.length / ROWS_AT_ONCE)).map((at) =>
    rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE),
  );

/** Writes down tasks between two clusters and an audit log; the service must not run. */
export const fillStore = async (
  folder: string,
  clusterIds: readonly [string, string],
  { auditEntries, tasks, taskItems }: Records,
): Promise<void> => {
  const store = await openStore({ folder });
  const begun = Date.now();
  const at = (ago: number): string => new Date(begun - ago * SECOND_MS).toISOString();
  const audit = numbers(auditEntries).map((number) => ({
    ...{ at: at(auditEntries - number), who: PEOPLE[number % PEOPLE.length]!, address: '127.0.0.1' },
    ...{ action: ACTIONS[number % ACTIONS.length]!, subject: `subject ${number % 1_000}` },
    ...{ before: null, after: JSON.stringify({ number }), outcome: 'done' },
  }));
  const taskRows = numbers(tasks).map((number) => ({
    ...{ id: randomUUID(), kind: 'topics', source_id: clusterIds[0], target_id: clusterIds[1] },
    ...{ state: 'partly-failed', created_by: PEOPLE[number % PEOPLE.length]! },
    ...{ created_at: at(60 * (tasks - number)), ended_at: at(60 * (tasks - number) - 30) },
  }));
  const reason = JSON.stringify(FAILURE);
  const items = taskRows.flatMap(({ id, ended_at }, number) =>
    numbers(number === tasks - 1 ? taskItems : 20).map((position) => {
      const state = STATES[position % STATES.length]!;
      return {
        ...{ task_id: id, position, name: `stream-${position}`, input: '{}', state, attempts: 1, ended_at },
        ...{ secret: null, reason: state === 'failed' ? reason : null },
      };
    }),
  );
  await store.db.transaction().execute(async (db) => {
    for (const rows of chunks(audit)) await db.insertInto('audit').values(rows).execute();
    for (const rows of chunks(taskRows)) await db.insertInto('tasks').values(rows).execute();
    for (const rows of chunks(items)) await db.insertInto('task_items').values(rows).execute();
  });
  await store.close();
};
