import type { VerificationReport } from '@mqferry/replication';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import type { Services } from '../../src/services.ts';
import { aborted } from '../support/fake-migration.ts';
import { fakeClient, fakeTopic, fakeWorld } from '../support/fake-world.ts';

const report: VerificationReport = {
  ...{ equal: true, records: 5, partitions: [], groups: [] },
  committedOnly: [],
  openTransactions: [],
};

const prepare = (
  verify: Services['verify'],
  topics = [fakeTopic('b'), fakeTopic('a', 2), fakeTopic('__x', 1, true)],
) => {
  const set = fakeWorld({
    connect: ({ bootstrap }) => fakeClient(bootstrap[0]!.host, topics),
    groupNames: () => Promise.resolve(['app-a', 'other']),
    verify,
  });
  const command = (...argv: string[]) =>
    run(['verify', '--from', 'old:1', '--to', 'new:1', ...argv], set.world);
  return { ...set, command };
};

test('all topics but internal ones are compared, and the groups that match', async () => {
  const verify = vi.fn<Services['verify']>(() => Promise.resolve(report));
  const { command, written } = prepare(verify);
  expect(await command('--groups', 'app.*')).toBe(0);
  const scope = {
    topics: ['a', 'b'],
    groups: ['app-a'],
    times: {},
    restores: new Map(),
    mapsFolder: expect.stringMatching(/old-new\.maps$/),
    committedOnly: new Set(),
  };
  expect(verify.mock.calls[0]![2]).toEqual(scope);
  expect(written.out).toMatch(/^Comparing topics: 2, partitions: 3, groups: 1\.\n/);
});

test('differences exit with 3', async () => {
  const { command } = prepare(() => Promise.resolve({ ...report, equal: false }));
  expect(await command()).toBe(3);
});

test('nothing to compare is an error, not an equal', async () => {
  const { command, written } = prepare(() => Promise.resolve(report), []);
  expect(await command()).toBe(1);
  expect(written.err).toContain('Code: CLI_NO_TOPICS');
});

test('Ctrl-C ends it with 1 and says that it goes on from there', async () => {
  const set = prepare(async (_source, _target, _scope, options) => {
    queueMicrotask(() => set.interrupts.emit('SIGINT'));
    await aborted(options!.signal!);
    throw options!.signal!.reason;
  });
  expect(await set.command()).toBe(1);
  expect(set.written.out).toContain('Running the same command again goes on where it stopped.');
});
