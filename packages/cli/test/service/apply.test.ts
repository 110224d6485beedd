import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@mqferry/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeClusters, fakeService, fakeServiceMigration, withMigration } from '../support/fake-service.ts';

let file: string;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-apply-'));
  file = join(folder, 'migrations.yaml');
});
afterEach(() => rm(folder, { recursive: true }));

const existing = fakeServiceMigration({
  selection: { topics: 'orders.*', mostHoles: 5n },
  bytesPerSecond: 1_000,
});

const changing = () => ({
  createMigration: vi.fn<Client['createMigration']>(() => Promise.resolve(fakeServiceMigration())),
  changeMigration: vi.fn<Client['changeMigration']>(() => Promise.resolve(existing)),
});

const apply = async (operations: Partial<Client>, yaml: string, ...argv: string[]) => {
  await writeFile(file, yaml);
  const { world, written } = fakeService({ ...withMigration(existing), ...operations });
  return { code: await run(['apply', '-f', file, ...argv], world), ...written };
};

const SAME = `\
# as it is
name: move
source: old
target: new
selection:
  mostHoles: 5
  topics: orders.*
bytesPerSecond: 1000
`;
const NEW = SAME.replace('name: move', 'name: other').replace('bytesPerSecond: 1000\n', '');

test('what is missing is made, and what is as declared is left alone', async () => {
  const operations = changing();
  const { code, out } = await apply(operations, `${SAME}---\n${NEW}`);
  expect([code, out]).toEqual([0, 'move: is as declared\nother: made\n']);
  expect(operations.changeMigration).not.toHaveBeenCalled();
  expect(operations.createMigration.mock.calls.map(([{ body }]) => body)).toEqual([
    {
      ...{ name: 'other', sourceId: fakeClusters[1]!.id, targetId: fakeClusters[0]!.id },
      ...{ selection: { topics: 'orders.*', mostHoles: 5n }, bytesPerSecond: null },
    },
  ]);
});

test('what differs is changed, and only that: a selection cannot be given while the copy runs', async () => {
  const operations = changing();
  const faster = SAME.replace('1000', '2000');
  expect((await apply(operations, faster)).out).toBe('move: changed\n  bytesPerSecond: 1000 → 2000\n');
  expect(operations.changeMigration.mock.calls[0]![0]).toEqual({
    params: { id: existing.id },
    body: { revision: 3, bytesPerSecond: 2_000 },
  });
  const others = SAME.replace('  mostHoles: 5\n', '  groups: .*\n');
  expect((await apply(operations, others)).out).toBe(
    'move: changed\n  selection.groups: – → .*\n  selection.mostHoles: 5 → –\n',
  );
  expect(operations.changeMigration.mock.calls[1]![0]).toMatchObject({
    body: { selection: { topics: 'orders.*', groups: '.*' } },
  });
});

test('--dry-run tells the same and changes nothing', async () => {
  const { out } = await apply({}, `${SAME.replace('1000', '2000')}---\n${NEW}`, '--dry-run');
  expect(out).toBe('move: would be changed\n  bytesPerSecond: 1000 → 2000\nother: would be made\n');
  const json = await apply({}, SAME, '--dry-run', '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    name: 'move',
    action: 'unchanged',
    dryRun: true,
    changes: [],
  });
});

test.each([
  ['', 'CLI_DECLARATION_EMPTY', 2],
  ['name: [', 'CLI_DECLARATION_MALFORMED', 2],
  ['name: a\nname: b\n', 'CLI_DECLARATION_MALFORMED', 2],
  ['name: move\n', 'CLI_DECLARATION_INVALID', 2],
  [SAME.replace('topics', 'topic'), 'CLI_DECLARATION_INVALID', 2],
  [SAME.replace('1000', '-1'), 'CLI_DECLARATION_INVALID', 2],
  [SAME.replace('orders.*', '"("'), 'CLI_PATTERN_INVALID', 2],
  [`${SAME}---\n${SAME}`, 'CLI_DECLARATION_TWICE', 2],
  [`${NEW}---\n${SAME.replace('source: old', 'source: olt')}`, 'CLI_CLUSTER_UNKNOWN', 1],
  [`${NEW}---\n${SAME.replace('source: old', 'source: new')}`, 'CLI_DECLARATION_CLUSTERS_FIXED', 1],
])('%j is refused before anything is changed: %s', async (yaml, errorCode, exitCode) => {
  const operations = changing();
  const { code, err } = await apply(operations, yaml);
  expect([code, err]).toEqual([exitCode, expect.stringContaining(`Code: ${errorCode}`)]);
  expect(operations.createMigration).not.toHaveBeenCalled();
});

test('no copy begins unless it is asked for, and one that somebody paused stays so', async () => {
  const planMigration = vi.fn<Client['planMigration']>(() => Promise.reject(new Error('planned')));
  expect((await apply({ planMigration }, SAME)).code).toBe(0);
  const paused = withMigration({ ...existing, intent: 'pause' });
  expect((await apply({ ...paused, planMigration }, SAME, '--start', '--yes')).code).toBe(0);
  expect((await apply({ planMigration }, SAME, '--start')).err).toContain('Code: CLI_TERMINAL_NEEDED');
  expect(planMigration).not.toHaveBeenCalled();
  expect((await apply({ planMigration }, SAME, '--start', '--yes')).err).toContain('planned');
});
