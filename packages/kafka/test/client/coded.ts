import { isCodedError } from '@mqferry/core';

/** The code with which a promise is rejected, undefined if it is not; other errors pass through. */
export const codeOf = async (promise: Promise<unknown>): Promise<string | undefined> => {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (isCodedError(error)) return error.code;
    throw error;
  }
};
