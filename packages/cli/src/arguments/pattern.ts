import { cliErrors } from '../cli-errors.ts';

/** Reads a regular expression that is to match whole names. Throws CLI_PATTERN_INVALID. */
export const parsePattern = (option: string, text: string): RegExp => {
  try {
    // Compiled alone first: an unbalanced bracket could pair up with the ones added.
    new RegExp(text, 'u');
    return new RegExp(`^(?:${text})$`, 'u');
  } catch (error) {
    const reason = (error as Error).message.replace(/^Invalid regular expression: /, '');
    throw cliErrors.CLI_PATTERN_INVALID({ option, value: text, reason }, error);
  }
};
