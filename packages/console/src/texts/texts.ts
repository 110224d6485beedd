import type { Language } from '@mqferry/core';
import { grouped } from '../format/numbers.ts';
import type { english } from './english.ts';

type English = typeof english;

/** Texts that depend on a count are there for one and for others: `name_one`, `name_other`. */
type BaseOf<Key> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;

/** Names one text of the console. */
export type TextKey = BaseOf<keyof English>;

type PlaceNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceNames<Rest>
  : never;

type CountOf<Key> = `${Key & string}_other` extends keyof English ? 'count' : never;

type TextsOf<Key> = Key extends keyof English
  ? English[Key]
  : English[Extract<`${Key & string}_${'one' | 'other'}`, keyof English>];

type PlaceValues<Key> = Readonly<
  Record<Exclude<PlaceNames<TextsOf<Key> & string>, 'count'>, string | number | bigint> &
    Record<CountOf<Key> | Extract<PlaceNames<TextsOf<Key> & string>, 'count'>, number>
>;

/** The values that a text has places for; numbers are written with grouped digits. */
export type PlacesOf<Key extends TextKey> = keyof PlaceValues<Key> extends never
  ? []
  : [places: PlaceValues<Key>];

/** Names a text that has no places. */
export type PlainKey = { [Key in TextKey]: PlacesOf<Key> extends [] ? Key : never }[TextKey];

/** Gives a text in the language that is shown. */
export type Texts = <Key extends TextKey>(key: Key, ...places: PlacesOf<Key>) => string;

/** How the library underneath is asked for a text. */
export type Lookup = (
  key: string,
  options: { readonly count?: number; readonly replace: Record<string, string> },
) => string;

/** Texts by a lookup: it chooses by count and language, and fills in places. */
export const textsBy =
  (lookup: Lookup, language: Language): Texts =>
  (key, ...[places = {}]) => {
    const given = places as Readonly<Record<string, string | number | bigint>>;
    const replace = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : grouped(value, language),
      ]),
    );
    return lookup(key, typeof given.count === 'number' ? { count: given.count, replace } : { replace });
  };
