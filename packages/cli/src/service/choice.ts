import { serviceErrors } from './service-errors.ts';

/** Reads one of a few words; naming them as an object lets the compiler find one that is missing. Throws CLI_CHOICE_INVALID. */
export const parseChoice = <Choice extends string>(
  option: string,
  value: string,
  choices: Readonly<Record<Choice, true>>,
): Choice => {
  if (Object.hasOwn(choices, value)) return value as Choice;
  throw serviceErrors.CLI_CHOICE_INVALID({ option, value, choices: Object.keys(choices).join(', ') });
};
