import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { textsOf } from '../src/texts/texts.ts';

test('places are filled, also with signs that mean something to a replacement', () => {
  expect(textsOf('en')('error.code', { code: '$& $1' })).toBe('Code: $& $1');
  expect(textsOf('zh')('warning.head', { text: 'x' })).toBe('警告：x');
});

test('no text of one table takes the place of another one', async () => {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../src/texts');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('en.ts'),
  );
  const tables = await Promise.all(files.map((file) => import(join(folder, file))));
  const keys = tables.flatMap((table) =>
    Object.values(table).flatMap((texts) => Object.keys(texts as object)),
  );
  expect(keys.length).toBeGreaterThan(500);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
