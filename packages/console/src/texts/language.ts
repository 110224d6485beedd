import type { Language } from '@mqferry/core';
import { createStoredChoice } from '../preferences/stored-choice.ts';

const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** The language of a browser that nobody has chosen one in. */
const spoken = (): Language =>
  navigator.languages.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'zh' : 'en';

/** The language of the console, which a person may change at any time. */
export const languageChoice = createStoredChoice('mqferry.language', LANGUAGES, spoken);
