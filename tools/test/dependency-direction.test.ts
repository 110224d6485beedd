import { expect, test } from 'vitest';
import { runCheck } from './workspace.ts';

/** Three packages in the right order, to which each test adds what is wrong. */
const sound = {
  'packages/core/src/index.ts': `export * from './a.ts';`,
  'packages/core/src/a.ts': 'export const a: number = 1; export interface A { readonly a: number }',
  'packages/kafka/src/index.ts': `import { a, type A } from '@mqferry/core'; export const k: A = { a };`,
  'packages/kafka/src/codec.ts': 'export const codec = 1;',
  'packages/replication/src/index.ts': `import { k } from '@mqferry/kafka'; export const r = k;`,
};

const broken: [what: string, rule: string, files: Record<string, string>][] = [
  [
    'an import against the direction',
    'direction-core',
    { 'packages/core/src/b.ts': `import { k } from '@mqferry/kafka'; export const b = k;` },
  ],
  [
    'a type imported against the direction',
    'direction-core',
    { 'packages/core/src/b.ts': `import type { k } from '@mqferry/kafka'; export type B = typeof k;` },
  ],
  [
    'an import against the direction at run time',
    'direction-kafka',
    { 'packages/kafka/src/b.ts': `export const b = () => import('@mqferry/replication');` },
  ],
  [
    'a re-export against the direction',
    'direction-kafka',
    { 'packages/kafka/src/b.ts': `export { r } from '@mqferry/replication';` },
  ],
  [
    'a package nobody has named',
    'direction-unnamed',
    { 'packages/stray/src/index.ts': `import { a } from '@mqferry/core'; export const s = a;` },
  ],
  [
    'a cycle',
    'no-cycles',
    {
      'packages/core/src/c.ts': `import { b } from './b.ts'; export const c = () => b;`,
      'packages/core/src/b.ts': `import { c } from './c.ts'; export const b = () => c;`,
    },
  ],
  [
    'a deep import by path',
    'no-deep-imports',
    { 'packages/replication/src/b.ts': `export { codec } from '../../kafka/src/codec.ts';` },
  ],
  [
    'a deep import in a test',
    'no-deep-imports',
    { 'packages/replication/test/b.test.ts': `import { codec } from '../../kafka/src/codec.ts'; codec;` },
  ],
  [
    'a deep import by name',
    'resolvable',
    { 'packages/replication/src/b.ts': `export { codec } from '@mqferry/kafka/src/codec.ts';` },
  ],
  [
    'a package that uses a scenario',
    'direction-outside',
    {
      'scenarios/tiny/expected.ts': 'export const expected = 1;',
      'packages/kafka/src/b.ts': `export { expected } from '../../../scenarios/tiny/expected.ts';`,
    },
  ],
];

test('imports in the right direction pass', async () => {
  expect(await runCheck('dependency-direction', sound)).toMatchObject({ passed: true });
});

test.each(broken)('%s fails', async (_what, rule, files) => {
  const { passed, output } = await runCheck('dependency-direction', { ...sound, ...files });
  expect(output).toContain(`${rule}: ${Object.keys(files).at(-1)}`);
  expect(passed).toBe(false);
});
