import type { Language } from '@mqferry/core';
import type { Gate } from '../../../api/types.ts';
import { grouped } from '../../../format/numbers.ts';

/** Digits that stand for a 64-bit number. */
const WHOLE = /^-?\d{4,19}$/u;

/** What a gate saw, with the digits of large numbers grouped; those of an id are not a number. */
export const evidenceText = (
  { name, value }: Pick<Gate['evidence'][number], 'name' | 'value'>,
  language: Language,
): string => {
  if (/id$/iu.test(name)) return String(value);
  if (typeof value === 'number' && Number.isInteger(value)) return grouped(value, language);
  if (typeof value === 'string' && WHOLE.test(value)) return grouped(BigInt(value), language);
  return String(value);
};
