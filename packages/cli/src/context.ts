import type { Language } from '@mqferry/core';
import { languageOf } from './language.ts';
import { Screen } from './render/screen.ts';
import { type Texts, textsOf } from './texts/texts.ts';
import type { World } from './world.ts';

/** What every command works with. */
export interface Context {
  readonly world: World;
  readonly language: Language;
  readonly t: Texts;
  /** Results. */
  readonly out: Screen;
  /** Progress, warnings and errors. */
  readonly err: Screen;
}

export const createContext = (world: World): Context => {
  const language = languageOf(world.env);
  return {
    world,
    language,
    t: textsOf(language),
    out: new Screen(world.stdout, world.env),
    err: new Screen(world.stderr, world.env),
  };
};
