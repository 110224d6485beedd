import type { Texts } from '../texts/texts.ts';

/** What the service takes as the name of something, for a form. */
export const nameRules = (t: Texts) => [
  { required: true, message: t('form.required') },
  { pattern: /^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u, message: t('form.name') },
];
