import type { Client } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import { namesOf } from '../../src/copies/names-of.ts';
import { generatedPassword } from '../../src/copies/password.ts';

const compared = { source: 's', target: 't', kind: 'users' } as const;

test('all of some outcomes are asked for page by page', async () => {
  const names = Array.from({ length: 700 }, (_, i) => `user-${String(i).padStart(3, '0')}`);
  const compareClusters = vi.fn<Client['compareClusters']>(
    ({ query: { outcome, offset = 0, limit = 50 } }) => {
      const all = outcome === 'source-only' ? names : ['aaa'];
      const items = all
        .slice(offset, offset + limit)
        .map((name) => ({ name, outcome: outcome!, differences: [] }));
      return Promise.resolve({
        ...{ asOf: null, refreshing: false, problems: [], counts: null },
        ...{ items, total: all.length },
      });
    },
  );
  const client = { compareClusters } as unknown as Client;
  expect(await namesOf(client, compared, { outcomes: ['source-only', 'differs'] })).toEqual([
    'aaa',
    ...names,
  ]);
  expect(compareClusters).toHaveBeenCalledTimes(3);
  expect(await namesOf(client, compared, { names: ['x'] })).toEqual(['x']);
  expect(compareClusters).toHaveBeenCalledTimes(3);
});

test('nothing is named of what could not be compared', async () => {
  const compareClusters: Client['compareClusters'] = () =>
    Promise.resolve({
      ...{ asOf: null, refreshing: false, problems: [], counts: null, items: [], total: null },
    });
  const client = { compareClusters } as unknown as Client;
  expect(await namesOf(client, compared, { outcomes: ['source-only'] })).toEqual([]);
});

test('a made-up password is long, plain and never the same', () => {
  const made = Array.from({ length: 50 }, generatedPassword);
  expect(made.every((password) => /^[\w-]{24}$/u.test(password))).toBe(true);
  expect(new Set(made).size).toBe(50);
});
