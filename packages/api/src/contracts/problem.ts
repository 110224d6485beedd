import { CodedError, type ErrorParameters } from '@mqferry/core';
import { z } from 'zod';

const text = z.strictObject({ en: z.string(), zh: z.string() });

/** A coded error in an answer: recognised by its code, told in the reader's language. */
export const problem = z.strictObject({
  code: z.string(),
  retriable: z.boolean(),
  message: text,
  advice: text,
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Problem = z.infer<typeof problem>;

const plain = (parameters: ErrorParameters): Problem['parameters'] =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? String(value) : value,
    ]),
  );

/** What is told of an error. */
export const problemOf = (error: CodedError): Problem => ({
  code: error.code,
  retriable: error.retriable,
  message: { en: error.text('en'), zh: error.text('zh') },
  advice: { en: error.advice('en'), zh: error.advice('zh') },
  parameters: plain(error.parameters),
});

/** The error that was told; `status`: of the answer that told it. */
export const errorOf = (
  { code, retriable, message, advice, parameters }: Problem,
  status: number,
): CodedError => new CodedError(code, { status, retriable, message, action: advice }, parameters);
