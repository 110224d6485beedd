import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import type { Services } from '../../src/services.ts';
import { fakeMigration } from '../support/fake-migration.ts';
import { fakePlan } from '../support/fake-plan.ts';
import { fakeClient, fakeTopic, fakeWorld } from '../support/fake-world.ts';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'mqferry-end-open-'));
});
afterEach(() => rm(state, { recursive: true, force: true }));

const transaction = (transactionalId: string, from: bigint) => ({
  ...{ topic: 'orders', partition: 2, from, producerId: 7n, transactionalId },
});

const prepare = () => {
  const endTransactions = vi.fn<Services['endTransactions']>(async (_, __, { onWaiting }) => {
    onWaiting?.([transaction('slow', 4n), transaction('forgotten', 5n)]);
    return { waitedFor: [transaction('slow', 4n)], aborted: [transaction('forgotten', 5n)] };
  });
  const startMigration = vi.fn<Services['startMigration']>(fakeMigration(async () => ({})));
  const { world, written } = fakeWorld({
    connect: ({ bootstrap }) => fakeClient(bootstrap[0]!.host, [fakeTopic('orders')]),
    makePlan: async () => fakePlan(),
    groupNames: async () => [],
    ...{ endTransactions, startMigration },
  });
  const migrate = (...argv: string[]) =>
    run(['migrate', '--from', 'old:9092', '--to', 'new:9092', '--state', state, ...argv], world);
  return { migrate, written, endTransactions, startMigration };
};

test('transactions at the source are waited for before anything is copied, and named by what became of them', async () => {
  const { migrate, written, endTransactions, startMigration } = prepare();
  expect(await migrate('--once', '--end-transactions', '60', '--abort-transactions')).toBe(0);
  expect(endTransactions.mock.calls[0]!.slice(1)).toMatchObject([
    ['orders'],
    { waitMs: 60_000, abort: true },
  ]);
  expect(endTransactions.mock.invocationCallOrder[0]).toBeLessThan(
    startMigration.mock.invocationCallOrder[0]!,
  );
  expect(written.out).toContain(
    'that were aborted: 1.\n  orders-2 from offset 5: producer 7, transactional id forgotten\n',
  );
  expect(written.out).toContain(
    'ended by themselves: 1.\n  orders-2 from offset 4: producer 7, transactional id slow\n',
  );
});

test('the report names them too', async () => {
  const { migrate, written } = prepare();
  await migrate('--once', '--end-transactions', '60', '--json');
  const lines = written.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.find(({ type }) => type === 'waiting-for-transactions').transactions).toHaveLength(2);
  expect(lines.at(-1).endedTransactions).toMatchObject({
    waitedFor: [{ transactionalId: 'slow' }],
    aborted: [{ transactionalId: 'forgotten' }],
  });
});

test('none are aborted unless they were waited for', async () => {
  const { migrate, written, startMigration } = prepare();
  expect(await migrate('--once', '--abort-transactions')).toBe(2);
  expect(written.err).toContain('--end-transactions is missing');
  expect(startMigration).not.toHaveBeenCalled();
});
