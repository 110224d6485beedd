import { expect, it } from 'vitest';
import { takeSpecialKinds } from './lib/special-kinds.ts';

/** Most of it is waiting, but on a busy machine clusters and clients start slowly. */
const LIMIT = { timeout: 10 * 60_000 };

it.for([
  ['route', '4.9.7'],
  ['proxy', '5.5.0'],
] as const)(
  'special kinds of messages go in %s mode from 4.9.7 to %s and back, each by its rule',
  LIMIT,
  async ([mode, version], { annotate }) => {
    for (const { text, wrong } of await takeSpecialKinds(mode, version)) {
      await annotate(text);
      expect(wrong).toEqual([]);
    }
  },
);
