import { apiErrors, type SelectionText, selection } from '@mqferry/api';
import type { Selection } from '@mqferry/replication';
import type { StoredMigration } from '@mqferry/store';
import { z } from 'zod';

const patternOf = (member: string, text: string): RegExp => {
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    const reason = `${member}: ${(error as Error).message}`;
    throw apiErrors.API_INPUT_INVALID({ reason }, error);
  }
};

/** A selection as copies take it. Throws API_INPUT_INVALID for what is no regular expression. */
export const selectionOf = ({ mostHoles, ...patterns }: SelectionText): Selection => ({
  ...Object.fromEntries(
    Object.entries(patterns).flatMap(([member, text]) =>
      text === undefined ? [] : [[member, patternOf(`selection.${member}`, text)]],
    ),
  ),
  ...(mostHoles === undefined ? {} : { mostHoles }),
});

/** Tells whether a whole name matches a pattern. Throws API_INPUT_INVALID, with the member that holds it. */
export const wholeName = (member: string, text: string): ((name: string) => boolean) => {
  const whole = new RegExp(`^(?:${patternOf(member, text).source})$`, 'u');
  return (name) => whole.test(name);
};

/** The selection of a migration as it is kept. */
export const storedSelection = ({ selection: text }: Pick<StoredMigration, 'selection'>): SelectionText =>
  z.decode(selection, JSON.parse(text));

/** A pattern of just these topics, whose names have letters, digits, `.`, `_` and `-` only. */
export const patternOfNames = (topics: readonly string[]): string =>
  topics.map((topic) => topic.replaceAll('.', '\\.')).join('|');

/** The same selection without these topics. */
export const without = (selection: SelectionText, topics: readonly string[]): SelectionText => {
  if (topics.length === 0) return selection;
  const { exclude } = selection;
  const names = patternOfNames(topics);
  return { ...selection, exclude: exclude === undefined ? names : `(?:${exclude})|${names}` };
};
