import type { CodedError, ErrorParameters, LocalizedText } from '@mqferry/core';

/** Why something is as it is, as plain data that can be stored and sent: a coded error in both languages. */
export interface Reason {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** What happened, and where. */
  readonly text: LocalizedText;
  /** What to do about it. */
  readonly advice: LocalizedText;
}

const plain = (parameters: ErrorParameters): Reason['parameters'] =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? value.toString() : value,
    ]),
  );

/** A coded error as plain data; its cause stays behind. */
export const reasonOf = (error: CodedError): Reason => ({
  code: error.code,
  parameters: plain(error.parameters),
  text: { en: error.text('en'), zh: error.text('zh') },
  advice: { en: error.advice('en'), zh: error.advice('zh') },
});

/** Something that another error is the reason of, with advice of its own, whatever that error advises. */
export const reasonDespite = (make: (reason: string) => CodedError, cause: CodedError): Reason => ({
  ...reasonBecause(make, cause),
  advice: reasonOf(make('')).advice,
});

/** Something that another error is the reason of: told in each language, with the advice of that error. */
export const reasonBecause = (make: (reason: string) => CodedError, cause: CodedError): Reason => ({
  ...reasonOf(make(cause.text('en'))),
  text: { en: make(cause.text('en')).text('en'), zh: make(cause.text('zh')).text('zh') },
  advice: { en: cause.advice('en'), zh: cause.advice('zh') },
});
