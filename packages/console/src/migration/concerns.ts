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

/** What is to be done next about a migration, as far as its numbers tell. */
export type Advice =
  | Concern
  | 'completed'
  | 'start'
  | 'resume'
  | 'preparing'
  | 'catchingUp'
  | 'verify'
  | 'finishSwitch'
  | 'switchFirst'
  | 'switchRest'
  | 'complete';

/** Topics are between the sides; told by what that is in the way of. */
const isBeingSwitched = ({ next }: Migration): boolean =>
  next.some(({ blockedBy }) => blockedBy?.code === 'MIGRATION_SWITCH_UNDER_WAY');

/** The next thing to do: what is wrong goes before what is left. */
export const adviceFor = (migration: Migration): Advice => {
  const { completed, intent, topics } = migration;
  if (completed) return 'completed';
  const [concern] = concernsOf(migration);
  if (concern) return concern;
  if (intent === 'none') return 'start';
  if (intent === 'pause') return 'resume';
  if (topics.total === 0) return 'preparing';
  if (isBeingSwitched(migration)) return 'finishSwitch';
  if (topics.onTarget === topics.total) return 'complete';
  if (topics.inStep < topics.total) return 'catchingUp';
  if (topics.verified < topics.total) return 'verify';
  return topics.onTarget === 0 ? 'switchFirst' : 'switchRest';
};
