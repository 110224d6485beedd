import type { Client } from '@mqferry/api';
import type { Migration, MigrationView } from '../../src/service/find.ts';
import { fakeWorld } from './fake-world.ts';

const AT = '2026-11-22T08:30:00.123Z';

/** Ids that look like those of the service, told apart by their beginning. */
export const fakeId = (beginning: string): string => `${beginning}-2222-4333-8444-555555555555`;

const SOURCE = { id: fakeId('aaaaaaaa'), name: 'old' };
const TARGET = { id: fakeId('bbbbbbbb'), name: 'new' };

/** The clusters of every fake migration. */
export const fakeClusters = [TARGET, SOURCE].map(({ id, name }) => ({
  ...{ id, kind: 'kafka' as const, name, bootstrap: `${name}:9092`, clusterId: null, createdAt: AT },
}));

/** A migration that was not started; what matters to a test is given, the rest is plain. */
export const fakeServiceMigration = (changes: Partial<Migration> = {}): Migration => ({
  ...{ id: fakeId('11111111'), name: 'move', source: SOURCE, target: TARGET, selection: {} },
  ...{ bytesPerSecond: null, intent: 'none', completed: false, revision: 3, createdAt: AT },
  sentence: {
    copy: { en: 'Not started', zh: '未启动' },
    verification: { en: 'not verified', zh: '未校验' },
    traffic: { en: 'applications on the source', zh: '应用在源端' },
  },
  error: null,
  advice: { id: 'plan', text: { en: 'Make the plan and look at it.', zh: '生成计划并查看。' } },
  next: [],
  topics: { total: 0, inStep: 0, stopped: 0, verified: 0, different: 0, onTarget: 0 },
  ...changes,
});

/** The same while it is copied, in step where `inStep` of its topics are all of them. */
export const fakeView = (
  changes: Partial<Migration> = {},
  rates: Partial<NonNullable<MigrationView['copy']['forward']>> = {},
): MigrationView => ({
  migration: fakeServiceMigration({ intent: 'run', ...changes }),
  copy: {
    forward: {
      ...{
        at: AT,
        copiedRecords: 1_234,
        copiedBytes: 2_097_152,
        recordsPerSecond: 10,
        bytesPerSecond: 1_024,
      },
      ...{ lag: 0n, lagMs: 0, throttledBy: null, recoveries: 0 },
      ...rates,
    },
    back: null,
  },
});

/** A world whose service does these operations, and which is logged in there. */
export const fakeService = (operations: Partial<Client>, options: Parameters<typeof fakeWorld>[1] = {}) =>
  fakeWorld(
    { createClient: () => Promise.resolve(operations as Client) },
    {
      ...options,
      env: { MQFERRY_URL: 'http://service:7430', MQFERRY_TOKEN: 'mqf_secret', ...options.env },
    },
  );

/** The operations that find the one migration `move` between `old` and `new`. */
export const withMigration = (migration: Migration = fakeServiceMigration()): Partial<Client> => ({
  listMigrations: () => Promise.resolve({ items: [migration], total: 1 }),
  listClusters: () => Promise.resolve(fakeClusters),
});
