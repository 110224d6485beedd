import { type CodedError, pause } from '@mqferry/core';
import { coded } from './coded.ts';
import { inventoryErrors } from './inventory-errors.ts';

const PATIENCE_MS = 8_000;

/** What came of a question, or why there is no answer. */
export type Told<T> =
  | { readonly value: T; readonly problem: undefined }
  | { readonly value: undefined; readonly problem: CodedError };

/** The answer to a question that is waited for a moment only. Never throws. */
export const within = async <T>(answer: Promise<T>): Promise<Told<T>> => {
  const answered = new AbortController();
  const late = pause(PATIENCE_MS, answered.signal).then(
    () => {
      throw inventoryErrors.INVENTORY_SLOW({ seconds: PATIENCE_MS / 1_000 });
    },
    () => answer,
  );
  try {
    return { value: await Promise.race([answer, late]), problem: undefined };
  } catch (error) {
    return { value: undefined, problem: coded(error) };
  } finally {
    answered.abort();
    late.catch(() => undefined);
  }
};
