import { useLayoutEffect, useSyncExternalStore } from 'react';
import { createStoredChoice } from '../preferences/stored-choice.ts';
import { useStoredChoice } from '../preferences/use-stored-choice.ts';
import { cssVariables, PALETTES, type Theme } from './palette.ts';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;

/** Which theme a person wants: that of the system unless another is chosen. */
export const themeChoice = createStoredChoice('mqferry.theme', THEME_CHOICES, () => 'system');

const systemDark = matchMedia('(prefers-color-scheme: dark)');

const followSystem = (changed: () => void): (() => void) => {
  systemDark.addEventListener('change', changed);
  return () => systemDark.removeEventListener('change', changed);
};

/** The theme that is shown. */
export const useTheme = (): Theme => {
  const [choice] = useStoredChoice(themeChoice);
  const dark = useSyncExternalStore(followSystem, () => systemDark.matches);
  if (choice === 'system') return dark ? 'dark' : 'light';
  return choice;
};

/** Gives the document the colours of a theme. */
export const useDocumentTheme = (theme: Theme): void => {
  useLayoutEffect(() => {
    const { style, dataset } = document.documentElement;
    for (const [name, value] of cssVariables(PALETTES[theme])) style.setProperty(name, value);
    style.colorScheme = theme;
    dataset.theme = theme;
  }, [theme]);
};
