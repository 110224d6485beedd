import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that start real brokers: each has up to six JVMs, so two files at a time, for most of their time is waiting. */
const withBrokers = [
  'packages/sandbox/test/**/*.test.ts',
  'packages/*/test/**/*.broker.test.ts',
  'scenarios/**/*.test.ts',
];

/** Tests of the console in a real browser, on the files that a build has made. */
const inBrowser = ['packages/*/test/**/*.browser.test.ts'];

/** Workspace packages resolve to their TypeScript sources, so a test never runs a stale build. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'tools/test/**/*.test.ts', 'bench/test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...withBrokers, ...inBrowser],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'brokers',
          include: withBrokers,
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: inBrowser,
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
