import { defineConfig } from 'vitest/config';

/** Workspace packages resolve to their TypeScript sources, so a test never runs a stale build. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'scenarios/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 180_000,
  },
});
