import { isCodedError } from '@mqferry/core';

/** The code of the error thrown; undefined if none is, the text of an error without a code. */
export const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return isCodedError(error) ? error.code : String(error);
  }
};
