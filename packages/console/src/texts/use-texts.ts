import type { Language } from '@mqferry/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Lookup, type Texts, textsBy } from './texts.ts';

/** The texts of the language that is shown, and which one that is. */
export const useTexts = (): { readonly t: Texts; readonly language: Language } => {
  const { t: lookup, i18n } = useTranslation();
  const language: Language = i18n.language === 'zh' ? 'zh' : 'en';
  return useMemo(() => ({ t: textsBy(lookup as unknown as Lookup, language), language }), [lookup, language]);
};
