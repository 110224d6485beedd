import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that start real brokers: each has up to six JVMs, so two files at a time, for most of their time is waiting. */
const withBrokers = [
  'packages/sandbox/test/**/*.test.ts',
  'packages/*/test/**/*.broker.test.ts',
  'scenarios/**/*.test.ts',
];

/** Tests of the console in a real browser, on the files that a build has made. */
const inBrowser = ['packages/*/test/**/*.browser.test.ts'];

/** They share these workers, for brokers and the browser both have to do with two cores. */
const WITH_OTHERS = {
  maxWorkers: 2,
  testTimeout: 300_000,
  sequence: { groupOrder: 2 },
  expect: { poll: { timeout: 90_000 } },
};

/** A browser's test takes minutes: at the end it would keep one worker busy while the other has nothing to do. */
class BrowserFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLast = ({ project }: TestSpecification) => project.name === 'brokers';
    return [...sorted.filter((file) => !isLast(file)), ...sorted.filter(isLast)];
  }
}

/** Workspace packages resolve to their TypeScript sources, so a test never runs a stale build. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    sequence: { sequencer: BrowserFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'tools/test/**/*.test.ts', 'bench/test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...withBrokers, ...inBrowser],
          testTimeout: 30_000,
          expect: { poll: { timeout: 20_000 } },
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'brokers',
          include: withBrokers,
          ...WITH_OTHERS,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: inBrowser,
          ...WITH_OTHERS,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
