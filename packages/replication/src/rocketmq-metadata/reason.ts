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
