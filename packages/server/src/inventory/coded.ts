import { apiErrors } from '@mqferry/api';
import { type CodedError, codedErrorIn } from '@mqferry/core';

/** The coded error that a failure is of; a defect where it is of none. */
export const coded = (error: unknown): CodedError =>
  codedErrorIn(error) ?? apiErrors.API_UNEXPECTED({ reason: String(error) }, error);
