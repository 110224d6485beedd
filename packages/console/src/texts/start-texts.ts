import type { Language } from '@mqferry/core';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languageChoice } from './language.ts';
import { TEXT_OPTIONS } from './text-options.ts';

/** The texts of a language; each comes as a file of its own, when it is shown first. */
const load: Readonly<Record<Language, () => Promise<Readonly<Record<string, string>>>>> = {
  en: async () => (await import('./english.ts')).english,
  zh: async () => (await import('./chinese.ts')).chinese,
};

const NAMESPACE = TEXT_OPTIONS.ns;

const show = async (language: Language): Promise<void> => {
  if (!i18next.hasResourceBundle(language, NAMESPACE)) {
    i18next.addResourceBundle(language, NAMESPACE, await load[language]());
  }
  // Somebody may have chosen again meanwhile.
  if (languageChoice.get() !== language) return;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
};

/** Loads the texts of the chosen language, and from then on of each that is chosen. */
export const startTexts = async (): Promise<void> => {
  const language = languageChoice.get();
  await i18next.use(initReactI18next).init({
    ...TEXT_OPTIONS,
    lng: language,
    resources: { [language]: { [NAMESPACE]: await load[language]() } },
  });
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  languageChoice.subscribe(() => void show(languageChoice.get()));
};
