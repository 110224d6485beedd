import type { Texts } from '../texts/texts.ts';

const SHORTEST = 12;
const LONGEST = 200;

/** What the service asks of a password, for a form. */
export const passwordRules = (t: Texts) => [
  { required: true, message: t('form.required') },
  { min: SHORTEST, max: LONGEST, message: t('password.rule') },
];
