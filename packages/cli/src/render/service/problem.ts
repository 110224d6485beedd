import type { Problem } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import { textsOf } from '../../texts/texts.ts';
import type { Colors } from '../screen.ts';

/** A coded error that the service tells of, with what to do about it. */
export const problemLines = (
  { code, message, advice }: Problem,
  language: Language,
  colors: Colors,
): string[] => [
  `${colors.red(message[language])} ${colors.dim(`[${code}]`)}`,
  `  ${textsOf(language)('error.advice', { text: advice[language] })}`,
];
