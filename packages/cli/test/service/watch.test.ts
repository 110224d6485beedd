import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import type { MigrationView } from '../../src/service/find.ts';
import { fakeService, fakeView, withMigration } from '../support/fake-service.ts';

const topics = { total: 2, inStep: 1, stopped: 0, verified: 0, different: 0, onTarget: 0 };
const behind = fakeView({ topics });
const inStep = fakeView({ topics: { ...topics, inStep: 2 } });
const lost = () => apiErrors.API_UNREACHABLE({ url: 'http://service:7430', reason: 'away' });

type Turn = MigrationView | Error;

/** A service that is asked to be watched once for each of these lists, and gives or throws what is in them. */
const watched = (...connections: Turn[][]): Partial<Client> => ({
  ...withMigration(),
  watchMigration: async function* () {
    for (const turn of connections.shift() ?? []) {
      if (turn instanceof Error) throw turn;
      yield turn;
    }
  } as Client['watchMigration'],
});

const watch = async (operations: Partial<Client>, ...argv: string[]) => {
  const { world, written } = fakeService(operations);
  return { code: await run(['migration', 'watch', 'move', ...argv], world), ...written };
};

test('one line for each event, as the API gives it, until what is waited for', async () => {
  const { code, out } = await watch(watched([behind, inStep, behind]), '--until', 'in-step', '--json');
  expect(code).toBe(0);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ migration }) => migration.topics.inStep)).toEqual([1, 2]);
  expect(lines[0].copy.forward.lag).toBe('0');
});

test('a connection that is lost is made again, also when the service ends it in order', async () => {
  const connections = [[behind], [lost()], [lost()], [behind, lost()], [inStep]];
  const { code, out, err } = await watch(watched(...connections), '--until', 'in-step');
  expect([code, out]).toEqual([0, 'Not started; not verified; applications on the source\n']);
  expect(err).toContain('does not answer as it should: away.');
});

test('what does not pass by itself is told at once', async () => {
  const { code, err } = await watch(watched([apiErrors.API_NOT_FOUND({ kind: 'migration', id: '1' })]));
  expect([code, err]).toEqual([1, expect.stringContaining('Code: API_NOT_FOUND')]);
});

test('a copy that has ended with an error cannot come to be in step', async () => {
  const error = problemOf(apiErrors.API_UNEXPECTED({ reason: 'x' }));
  const { code, out } = await watch(watched([behind, fakeView({ topics, error })]), '--until', 'verified');
  expect([code, out]).toEqual([1, expect.stringContaining('[API_UNEXPECTED]')]);
});

test('Ctrl-C ends watching, not the copy', async () => {
  const { world, written, interrupts } = fakeService({
    ...withMigration(),
    watchMigration: async function* (_: unknown, { signal }: { signal?: AbortSignal } = {}) {
      yield behind;
      interrupts.emit('SIGINT');
      signal?.throwIfAborted();
    } as Client['watchMigration'],
  });
  expect(await run(['migration', 'watch', 'move'], world)).toBe(0);
  expect(written.out).toContain('Not started');
});

test('what can be waited for is said when it is something else', async () => {
  const { code, err } = await watch(watched(), '--until', 'done');
  expect([code, err]).toEqual([2, expect.stringContaining('Choose one of: in-step, verified.')]);
});
