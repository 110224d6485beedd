import { isCodedError } from '@mqferry/core';

/** The code of the error that `act` throws, undefined if it throws none; other errors pass through. */
export const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (isCodedError(error)) return error.code;
    throw error;
  }
};
