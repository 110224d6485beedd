/** The colours of the console. Text on any surface keeps a contrast of 4.5 to 1; a status is never told by colour only. */
export interface Palette {
  readonly page: string;
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textSoft: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly good: string;
  readonly goodSoft: string;
  readonly warn: string;
  readonly warnSoft: string;
  readonly bad: string;
  readonly badSoft: string;
  readonly idleSoft: string;
}

export type Theme = 'light' | 'dark';

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    page: '#f3f5f8',
    panel: '#ffffff',
    raised: '#ffffff',
    line: '#dfe4ea',
    lineStrong: '#b9c2cc',
    text: '#17202b',
    textSoft: '#4e5a68',
    accent: '#0b5cad',
    accentSoft: '#e7f0fa',
    onAccent: '#ffffff',
    good: '#136f3f',
    goodSoft: '#e4f4ea',
    warn: '#8a5300',
    warnSoft: '#fdf1da',
    bad: '#b3261e',
    badSoft: '#fdeceb',
    idleSoft: '#eceff3',
  },
  dark: {
    page: '#0e1319',
    panel: '#161d25',
    raised: '#1c252f',
    line: '#2a3541',
    lineStrong: '#475563',
    text: '#e5ebf1',
    textSoft: '#a3b1bf',
    accent: '#6cb2f7',
    accentSoft: '#17304a',
    onAccent: '#07131f',
    good: '#5fcf8f',
    goodSoft: '#12301f',
    warn: '#eab354',
    warnSoft: '#33270f',
    bad: '#ff8a80',
    badSoft: '#3a1a1a',
    idleSoft: '#222c37',
  },
};

const cssName = (name: string): string =>
  `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;

/** The palette as CSS variables: `lineStrong` becomes `--line-strong`. */
export const cssVariables = (palette: Palette): readonly (readonly [name: string, value: string])[] =>
  Object.entries(palette).map(([name, value]) => [cssName(name), value as string] as const);
