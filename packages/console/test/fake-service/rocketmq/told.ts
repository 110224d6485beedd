import { problemOf, type Told } from '@mqferry/api';
import type { CodedError } from '@mqferry/core';

/** What there is to know of something, as the API tells it. */
export const toldOf = (error: CodedError): Told => {
  const { retriable: _, ...told } = problemOf(error);
  return told;
};
