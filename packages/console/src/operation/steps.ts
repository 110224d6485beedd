import type { PlanStep } from '../api/types.ts';
import type { Texts } from '../texts/texts.ts';

/** The verbs that this console has words for; others are shown by their names. */
const KNOWN_VERBS = [
  'startCopy',
  'resumeCopy',
  'pauseCopy',
  'endCopy',
  'restoreSettings',
  'completeMigration',
  'deleteMigration',
  'splitUnit',
  'beginSwitch',
  'advanceSwitch',
  'turnRound',
  'commitStartOffsets',
  'denyWrites',
  'allowWrites',
  'runTask',
  'createDumpTarget',
  'startDump',
  'pauseDump',
  'resumeDump',
  'deleteDump',
] as const;

/** Names of arguments that say what is on the page already. */
const SAID = new Set(['migrationId', 'switchId', 'dumpId', 'by', 'runbook', 'denyWrites']);

/** What a step does. */
export const verbText = (verb: string, t: Texts): string => {
  const known = KNOWN_VERBS.find((each) => each === verb);
  return known ? t(`verb.${known}`) : verbWords(verb);
};

/** The verb of a step as words: `setTopicConfigs` is `set topic configs`. */
export const verbWords = (verb: string): string =>
  verb
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replace(/[-_]+/gu, ' ')
    .toLowerCase();

const KNOWN_ARGUMENTS = ['topics', 'left', 'bonds', 'clusterId', 'way', 'from', 'to', 'planHash'] as const;

/** What an argument of a step is called. */
export const argumentText = (name: string, t: Texts): string => {
  const known = KNOWN_ARGUMENTS.find((each) => each === name);
  return known ? t(`argument.${known}`) : verbWords(name);
};

const KNOWN_VALUES = ['stopping', 'on-target', 'returning', 'returned', 'aborted'] as const;

/** What an argument says: the stages of switches and the ways of copies in words, anything else as it is. */
export const valueText = (value: string, t: Texts): string => {
  const stage = KNOWN_VALUES.find((each) => each === value);
  if (stage) return t(`stage.${stage}`);
  return value === 'forward' || value === 'back' ? t(`way.${value}`) : value;
};

/** Names, or anything else that an argument can be. */
export type ShownArgument =
  | { readonly name: string; readonly names: readonly string[] }
  | { readonly name: string; readonly text: string };

const isText = (value: unknown): value is string => typeof value === 'string';

const shown = (name: string, value: unknown): ShownArgument => {
  if (Array.isArray(value) && value.every(isText)) return { name, names: value };
  return { name, text: isText(value) ? value : JSON.stringify(value) };
};

/** The arguments of a step, each as it is to be shown; without those that are absent. */
export const shownArguments = (args: PlanStep['args']): readonly ShownArgument[] => {
  if (args === null) return [];
  if (typeof args !== 'object' || Array.isArray(args)) return [shown('', args)];
  return Object.entries(args)
    .filter(([name, value]) => value !== null && !SAID.has(name))
    .map(([name, value]) => shown(name, value));
};

const keyOf = ({ verb, args }: PlanStep): string => JSON.stringify([verb, args]);

/** Which steps of a plan were not in the one before it, by their place; none when there was none before. */
export const addedSteps = (
  before: readonly PlanStep[] | undefined,
  now: readonly PlanStep[],
): ReadonlySet<number> => {
  if (!before) return new Set();
  const known = new Set(before.map(keyOf));
  return new Set(now.flatMap((step, index) => (known.has(keyOf(step)) ? [] : [index])));
};
