import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { runCheck } from './workspace.ts';

const core = pathToFileURL(resolve(import.meta.dirname, '../../packages/core/src/index.ts')).href;

const tables = (en: string, zh: string) => ({
  'packages/cli/src/texts/en.ts': `export const en = ${en};`,
  'packages/cli/src/texts/zh.ts': `export const zh = ${zh};`,
});

const errors = (message: string, action = `{ en: 'Wait.', zh: '等待。' }`, name = 'export const errors') => ({
  'packages/kafka/src/errors.ts': `import { defineErrors } from '${core}';
    ${name} = defineErrors({
      A_FAILED: { status: 500, retriable: false, message: ${message}, action: ${action} },
    });`,
});

test('equal keys and places pass, in any order', async () => {
  const outcome = await runCheck('texts', {
    ...tables(`{ one: 'a {x} {y}', deep: { two: 'b' } }`, `{ deep: { two: '乙' }, one: '甲 {y} {x} {y}' }`),
    ...errors(`{ en: 'At {offset}.', zh: '位于 {offset}。' }`),
  });
  expect(outcome).toEqual({ passed: true, output: '4 texts in both languages\n' });
});

test.each([
  ['a key without Chinese', tables(`{ one: 'a', two: 'b' }`, `{ one: '甲' }`), 'two: no zh text'],
  ['a key without English', tables(`{ one: 'a' }`, `{ one: '甲', two: '乙' }`), 'two: no en text'],
  ['an empty text', tables(`{ one: 'a' }`, `{ one: ' ' }`), 'one: no zh text'],
  [
    'other places',
    tables(`{ one: '{topic}' }`, `{ one: '{group}' }`),
    'places differ: en [{topic}], zh [{group}]',
  ],
  [
    'a missing file',
    { 'packages/cli/src/texts/en.ts': `export const en = { one: 'a' };` },
    'zh.ts: no such file',
  ],
  [
    'an error whose places differ',
    errors(`{ en: 'At {offset}.', zh: '出错。' }`),
    'A_FAILED.message: places differ',
  ],
  [
    'an error without advice',
    errors(`{ en: 'a', zh: '甲' }`, `{ en: '', zh: '乙' }`),
    'A_FAILED.action: no en text',
  ],
  [
    'a text beside its translation',
    { 'packages/core/src/states.ts': `export const states = { copying: { en: 'at {x}', zh: '复制' } };` },
    'states copying: places differ',
  ],
  [
    'texts that cannot be reached',
    errors(`{ en: 'a', zh: '甲' }`, undefined, 'const errors'),
    'lead to 0 only',
  ],
  ['no texts at all', { 'packages/core/src/index.ts': 'export {};' }, 'No texts were found'],
])('%s fails', async (_what, files, problem) => {
  const { passed, output } = await runCheck('texts', files);
  expect(output).toContain(problem);
  expect(passed).toBe(false);
});
