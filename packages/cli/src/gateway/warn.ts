import { codedErrorIn } from '@mqferry/core';
import type { Context } from '../context.ts';

/** Tells of something that does not end the gateway. */
export const warnOf = (text: string, { err, t }: Context): void =>
  err.print(err.colors.yellow(t('warning.head', { text })));

/** The same of an error. */
export const warn = (problem: unknown, context: Context): void =>
  warnOf(codedErrorIn(problem)?.text(context.language) ?? (problem as Error).message, context);
