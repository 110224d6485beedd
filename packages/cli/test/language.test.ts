import { expect, test } from 'vitest';
import { languageOf } from '../src/language.ts';

test.each([
  [{}, 'en'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_TW' }, 'zh'],
  [{ LANG: 'zh' }, 'zh'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'zhx' }, 'en'],
  [{ LC_ALL: 'C', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, 'zh'],
  [{ LC_ALL: 'zh_CN', LANG: 'en_US' }, 'zh'],
] as const)('%o speaks %s', (env, language) => {
  expect(languageOf(env)).toBe(language);
});
