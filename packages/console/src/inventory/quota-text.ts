import type { Language } from '@mqferry/core';
import { byteRateText } from '../format/numbers.ts';

/** The limit of a quota; those whose names end in `byte_rate` are bytes a second. */
export const quotaText = (limit: string, value: number, language: Language): string =>
  limit.endsWith('byte_rate') ? byteRateText(value, language) : String(value);
