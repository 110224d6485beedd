import type { Client } from '@mqferry/api';
import type { Task, TaskItem } from '../../src/service/tasks.ts';
import { fakeClusters, fakeId } from './fake-service.ts';

const [TARGET, SOURCE] = fakeClusters as [(typeof fakeClusters)[number], (typeof fakeClusters)[number]];

/** A task that has copied one topic; what matters to a test is given, the rest is plain. */
export const fakeTask = (changes: Partial<Task> = {}): Task => ({
  ...{ id: fakeId('77777777'), kind: 'topics', state: 'succeeded', createdBy: 'anna' },
  source: { id: SOURCE.id, name: SOURCE.name },
  target: { id: TARGET.id, name: TARGET.name },
  counts: { total: 1, pending: 0, done: 1, skipped: 0, failed: 0, cancelled: 0 },
  ...{ createdAt: '2026-11-22T08:30:00.123Z', endedAt: '2026-11-22T08:30:02.000Z', durationMs: 1_877 },
  ...changes,
});

/** An item of it. */
export const fakeItem = (name: string, changes: Partial<TaskItem> = {}): TaskItem => ({
  ...{ position: 0, name, input: {}, state: 'done', reason: null, attempts: 1, endedAt: null },
  ...changes,
});

/** The operations that tell of one task and its items. */
export const withTask = (task: Task, items: TaskItem[]): Partial<Client> => ({
  listTasks: () => Promise.resolve({ items: [task], total: 1 }),
  getTask: () => Promise.resolve(task),
  listTaskItems: ({ query }) => {
    const found = items.filter(({ state }) => query.state === undefined || state === query.state);
    return Promise.resolve({ items: found, total: found.length });
  },
});
