/**
 * English and Chinese say the same things: same keys, same `{places}`, no text empty.
 *
 * Texts are found by convention in packages/<name>/src (or below the folder given as argument):
 * - every `en.ts` with a `zh.ts` beside it, or the other way round: tables of texts by key;
 * - every file with a `zh:` text: its exports are searched for `{ en, zh }` pairs and tables of coded errors.
 *   A `zh:` text that no export leads to fails the check, for it could not be compared.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodedError, Language } from '../../packages/core/src/index.ts';
import { report } from './report.ts';
import { sourceFiles } from './source-files.ts';

/** One text in both languages; a side that does not exist is undefined. */
interface Pair {
  readonly where: string;
  readonly en: unknown;
  readonly zh: unknown;
}

interface Found {
  readonly pairs: readonly Pair[];
  readonly problems: readonly string[];
}

const LANGUAGES: readonly Language[] = ['en', 'zh'];
const PLACE = /\{(\w+)\}/g;
const CHINESE_TEXT = /\bzh:\s*['"`]/g;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const places = (text: string): string =>
  [...new Set(Array.from(text.matchAll(PLACE), ([place]) => place))].sort().join(' ');

const problemsOf = ({ where, en, zh }: Pair): string[] => {
  const sides = { en, zh };
  const bad = LANGUAGES.filter((language) => {
    const text = sides[language];
    return typeof text !== 'string' || text.trim() === '';
  });
  if (bad.length > 0) return bad.map((language) => `${where}: no ${language} text`);
  const [english, chinese] = [places(en as string), places(zh as string)];
  return english === chinese ? [] : [`${where}: places differ: en [${english}], zh [${chinese}]`];
};

/** The texts of a table by their dotted keys. */
const flatten = (value: unknown, key: string): [string, unknown][] =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, inner]) => flatten(inner, key === '' ? name : `${key}.${name}`))
    : [[key, value]];

const load = async (path: string): Promise<Record<string, unknown>> =>
  (await import(pathToFileURL(path).href)) as Record<string, unknown>;

/** The texts of a file of one language, whatever the name they are exported under. */
const tableIn = async (path: string): Promise<Map<string, unknown>> =>
  new Map(Object.values(await load(path)).flatMap((exported) => flatten(exported, '')));

const tablePairs = async (root: string, folder: string): Promise<Found> => {
  const paths = LANGUAGES.map((language) => join(folder, `${language}.ts`));
  const missing = paths.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) return { pairs: [], problems: missing.map((path) => `${path}: no such file`) };
  const [en, zh] = await Promise.all(paths.map((path) => tableIn(join(root, path))));
  const keys = new Set([...en!.keys(), ...zh!.keys()]);
  return {
    pairs: Array.from(keys, (key) => ({ where: `${folder}: ${key}`, en: en!.get(key), zh: zh!.get(key) })),
    problems: [],
  };
};

const isCodedError = (value: unknown): value is CodedError =>
  value instanceof Error && value.name === 'CodedError';

/** An error made without parameters keeps its `{places}`, so its factory shows the table's texts. */
const errorPairs = (factory: (parameters: object) => unknown, where: string): Pair[] => {
  const error = factory({});
  if (!isCodedError(error)) return [];
  return [
    { where: `${where}.message`, en: error.text('en'), zh: error.text('zh') },
    { where: `${where}.action`, en: error.advice('en'), zh: error.advice('zh') },
  ];
};

const isCode = (name: string): boolean => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name);

const pairsIn = (value: unknown, where: string, seen = new Set<unknown>()): Pair[] => {
  if (!isObject(value) || seen.has(value)) return [];
  seen.add(value);
  if ('zh' in value) return [{ where, en: value.en, zh: value.zh }];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'function' && isCode(name)
      ? errorPairs(inner as (parameters: object) => unknown, `${where} ${name}`)
      : pairsIn(inner, `${where} ${name}`, seen),
  );
};

const inlinePairs = async (root: string, path: string): Promise<Found> => {
  const written = readFileSync(join(root, path), 'utf8').match(CHINESE_TEXT)?.length ?? 0;
  if (written === 0) return { pairs: [], problems: [] };
  const pairs = pairsIn({ ...(await load(join(root, path))) }, `${path}:`);
  return {
    pairs,
    problems:
      pairs.length < written
        ? [
            `${path}: ${written} Chinese texts are written there, but its exports lead to ${pairs.length} only`,
          ]
        : [],
  };
};

const root = process.argv[2] ?? process.cwd();
const files = sourceFiles(root, 'packages/*/src/**/*.ts');
const folders = new Set(files.filter((path) => /\/(en|zh)\.ts$/.test(path)).map((path) => dirname(path)));
const found = await Promise.all([
  ...Array.from(folders, (folder) => tablePairs(root, folder)),
  ...files.map((path) => inlinePairs(root, path)),
]);
const pairs = found.flatMap((each) => each.pairs);
report(
  [
    ...found.flatMap((each) => each.problems),
    ...pairs.flatMap(problemsOf),
    ...(pairs.length === 0 ? ['No texts were found.'] : []),
  ],
  `${pairs.length} texts in both languages`,
);
