import type { Language } from '@mqferry/core';

/**
 * The operator's language by the POSIX order: the first of LC_ALL, LC_MESSAGES and LANG that is set decides.
 * Any Chinese locale gives Chinese, everything else English.
 */
export const languageOf = (env: NodeJS.ProcessEnv): Language => {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh(?:[^a-z]|$)/i.test(locale) ? 'zh' : 'en';
};
