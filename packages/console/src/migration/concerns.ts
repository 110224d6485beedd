import type { Migration } from '../api/types.ts';

/** Why a migration wants to be looked at. */
export type Concern = 'error' | 'stopped' | 'different';

/** The worst first. */
const CONCERNS: readonly (readonly [Concern, (migration: Migration) => boolean])[] = [
  ['error', ({ error }) => error !== null],
  ['different', ({ topics }) => topics.different > 0],
  ['stopped', ({ topics }) => topics.stopped > 0],
];

/** What is wrong with a migration, the worst first. */
export const concernsOf = (migration: Migration): readonly Concern[] =>
  migration.completed ? [] : CONCERNS.flatMap(([concern, holds]) => (holds(migration) ? [concern] : []));

/** What is wrong with any of these migrations, the worst first. */
export const allConcerns = (
  migrations: readonly Migration[],
): readonly { readonly migration: Migration; readonly concern: Concern }[] =>
  CONCERNS.flatMap(([concern, holds]) =>
    migrations
      .filter((migration) => !migration.completed && holds(migration))
      .map((migration) => ({ migration, concern })),
  );
