import type { Language } from '@mqferry/core';
import { assessEn } from './assess/en.ts';
import { assessZh } from './assess/zh.ts';
import { controlEn } from './control/en.ts';
import { controlZh } from './control/zh.ts';
import { demoEn } from './demo/en.ts';
import { demoZh } from './demo/zh.ts';
import { dumpsEn } from './dumps/en.ts';
import { dumpsZh } from './dumps/zh.ts';
import { en } from './en.ts';
import { gatewayEn } from './gateway/en.ts';
import { gatewayZh } from './gateway/zh.ts';
import { importsEn } from './imports/en.ts';
import { importsZh } from './imports/zh.ts';
import { metaEn } from './meta/en.ts';
import { metaZh } from './meta/zh.ts';
import { rocketmqEn } from './rocketmq/en.ts';
import { rocketmqZh } from './rocketmq/zh.ts';
import { seamlessEn } from './seamless/en.ts';
import { seamlessZh } from './seamless/zh.ts';
import { serveEn } from './serve/en.ts';
import { serveZh } from './serve/zh.ts';
import { serviceEn } from './service/en.ts';
import { serviceZh } from './service/zh.ts';
import { serviceOutputEn } from './service-output/en.ts';
import { serviceOutputZh } from './service-output/zh.ts';
import { zh } from './zh.ts';

const ENGLISH = {
  ...en,
  ...controlEn,
  ...demoEn,
  ...metaEn,
  ...serveEn,
  ...serviceEn,
  ...serviceOutputEn,
  ...assessEn,
  ...dumpsEn,
  ...importsEn,
  ...rocketmqEn,
  ...gatewayEn,
  ...seamlessEn,
} as const;

/** Names one text of the command line. */
export type TextKey = keyof typeof ENGLISH;

/** Whether there is a text of that name: what comes from elsewhere may have a name that nobody knows here. */
export const isTextKey = (name: string): name is TextKey => Object.hasOwn(ENGLISH, name);

type PlaceNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceNames<Rest>
  : never;

type PlacesOf<Key extends TextKey> = [PlaceNames<(typeof ENGLISH)[Key]>] extends [never]
  ? []
  : [places: Readonly<Record<PlaceNames<(typeof ENGLISH)[Key]>, string | number | bigint>>];

/** Gives a text in one language, its `{places}` filled. */
export type Texts = <Key extends TextKey>(key: Key, ...places: PlacesOf<Key>) => string;

const TABLES: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = {
  en: ENGLISH,
  zh: {
    ...{ ...zh, ...controlZh, ...demoZh, ...metaZh, ...serveZh },
    ...{
      ...serviceZh,
      ...serviceOutputZh,
      ...assessZh,
      ...dumpsZh,
      ...importsZh,
      ...rocketmqZh,
      ...gatewayZh,
      ...seamlessZh,
    },
  },
};

/** The texts of a language. */
export const textsOf = (language: Language): Texts => {
  const table = TABLES[language];
  return (key, ...[places = {}]) =>
    table[key].replace(/\{(\w+)\}/g, (place, name: string) =>
      String((places as Readonly<Record<string, string | number | bigint>>)[name] ?? place),
    );
};
