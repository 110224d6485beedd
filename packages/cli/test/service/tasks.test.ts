import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeService } from '../support/fake-service.ts';
import { fakeItem, fakeTask, withTask } from '../support/fake-task.ts';

const reason = problemOf(apiErrors.API_UNEXPECTED({ reason: 'too many partitions' }));
const failed = fakeTask({
  state: 'partly-failed',
  counts: { total: 3, pending: 0, done: 1, skipped: 1, failed: 1, cancelled: 0 },
});
const items = [
  fakeItem('orders'),
  fakeItem('kept', { position: 1, state: 'skipped' }),
  fakeItem('state', { position: 2, state: 'failed', reason }),
];

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const { world, written } = fakeService({ ...withTask(failed, items), ...operations });
  return { code: await run(['task', ...argv], world), ...written };
};

test('the list', async () => {
  expect((await mqferry({}, 'list')).out).toBe(`\
TASK      KIND         SOURCE  TARGET  STATE          ENDED  FAILED  BEGUN
77777777  copy topics  old     new     partly failed    3/3       1  2026-11-22T08:30:00Z
`);
  expect(JSON.parse((await mqferry({}, 'list', '--json')).out)).toEqual({ items: [failed], total: 1 });
});

test('filters are asked of the service, and a wrong one of nobody', async () => {
  const listTasks = vi.fn<Client['listTasks']>(() => Promise.resolve({ items: [], total: 0 }));
  const { out } = await mqferry({ listTasks }, 'list', '--state', 'failed', '--kind', 'acls', '--limit', '7');
  expect(out).toBe('There is no task.\n');
  expect(listTasks.mock.calls[0]![0]).toEqual({
    query: { offset: 0, limit: 7, state: 'failed', kind: 'acls' },
  });
  const wrong = await mqferry({ listTasks }, 'list', '--state', 'broken');
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('CLI_CHOICE_INVALID')]);
  expect(listTasks).toHaveBeenCalledTimes(1);
});

test('one task with the reason of what failed, by the beginning of its id', async () => {
  expect((await mqferry({}, 'show', '7777')).out).toBe(`\
Task 77777777-2222-4333-8444-555555555555: copy topics, old → new
State: partly failed. Items: 3; done 1, there already 1, failed 1, to be done 0, cancelled 0.
Begun 2026-11-22T08:30:00Z by anna; duration 2 s.

ITEM    STATE
orders  done
kept    was so already
state   FAILED

state:
A defect of the service: too many partitions. [API_UNEXPECTED]
  What to do: Report it with the log of the service; nothing was changed by the rest of this request.

To try again what has failed: mqferry task retry 77777777
`);
  const some = JSON.parse((await mqferry({}, 'show', '7777', '--state', 'failed', '--json')).out);
  expect(some).toMatchObject({ state: 'partly-failed', items: [{ name: 'state', reason }] });
  expect((await mqferry({}, 'show', 'none')).err).toContain('CLI_TASK_UNKNOWN');
});

test('trying again and cancelling name the task', async () => {
  const task = fakeTask({ state: 'running' });
  const retryTask = vi.fn<Client['retryTask']>(() => Promise.resolve(task));
  const cancelTask = vi.fn<Client['cancelTask']>(() => Promise.resolve({ ...task, state: 'cancelled' }));
  expect((await mqferry({ retryTask, cancelTask }, 'retry', '7777')).out).toContain('State: running.');
  expect((await mqferry({ retryTask, cancelTask }, 'cancel', '7777')).out).toContain('State: cancelled.');
  expect(retryTask.mock.calls[0]![0]).toEqual({ params: { id: task.id } });
  expect(cancelTask).toHaveBeenCalledTimes(1);
});

test('a task is followed until it has ended, also where the service was away for a moment', async () => {
  const counts = { total: 2, pending: 1, done: 1, skipped: 0, failed: 0, cancelled: 0 };
  const away = apiErrors.API_UNREACHABLE({ url: 'http://service:7430', reason: 'refused' });
  const getTask = vi
    .fn<Client['getTask']>()
    .mockResolvedValueOnce(fakeTask({ state: 'running', counts }))
    .mockRejectedValueOnce(away)
    .mockResolvedValue(fakeTask());
  const { code, out, err } = await mqferry({ getTask }, 'watch', '7777');
  expect([code, getTask.mock.calls.length]).toEqual([0, 3]);
  expect(err).toContain('refused');
  expect(out).toContain('State: succeeded.');
});

test('what failed of a task that is followed is exit code 1', async () => {
  const { code, out } = await mqferry({}, 'watch', '7777', '--json');
  expect([code, JSON.parse(out)]).toEqual([
    1,
    expect.objectContaining({ state: 'partly-failed', failed: [expect.objectContaining({ name: 'state' })] }),
  ]);
});
