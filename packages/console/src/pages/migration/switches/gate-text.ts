import type { Language } from '@mqferry/core';
import { grouped } from '../../../format/numbers.ts';
import { verbWords } from '../../../operation/steps.ts';
import type { Texts } from '../../../texts/texts.ts';

const KNOWN_GATES = [
  'writes-denied',
  'copier-may-write',
  'producers-stopped',
  'transactions-ended',
  'copied',
  'verified',
  'consumers-stopped',
  'offsets-final',
  'target-ready',
  'start-offsets',
  'source-drained',
  'none-on-target',
] as const;

/** What a gate asks for; one that this console has no words for, by its id. */
export const gateName = (id: string, t: Texts): string => {
  const known = KNOWN_GATES.find((each) => each === id);
  return known ? t(`gateName.${known}`) : verbWords(id);
};

/** Digits that stand for a 64-bit number. */
const WHOLE = /^-?\d{4,19}$/u;

/** What a gate saw, with the digits of large numbers grouped; those of an id are not a number. */
export const evidenceText = (name: string, value: string | number | boolean, language: Language): string => {
  if (/id$/iu.test(name)) return String(value);
  if (typeof value === 'number' && Number.isInteger(value)) return grouped(value, language);
  if (typeof value === 'string' && WHOLE.test(value)) return grouped(BigInt(value), language);
  return String(value);
};
