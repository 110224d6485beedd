import { apiErrors, problemOf } from '@mqferry/api';
import { expect, test } from 'vitest';
import { inputText, plannedItems, topicSums } from '../../src/tasks/task-input.ts';

const topic = (name: string, changes: object = {}) => ({
  name,
  input: {
    ...{ topic: name, action: 'create', partitions: 6, replicationFactor: 3, compacted: false },
    ...{ configs: {}, notes: [], refusal: null },
    ...changes,
  },
});

test('a refused topic counts as refused only, and its partitions for nothing', () => {
  const refusal = problemOf(apiErrors.API_UNEXPECTED({ reason: 'policy' }));
  const items = [topic('a'), topic('b', { action: 'exists' }), topic('c', { refusal }), topic('d')];
  expect(topicSums(plannedItems({ items }))).toEqual({ create: 2, exists: 1, refused: 1, partitions: 12 });
});

test('what is no topic is told by its name and its limits or iterations', () => {
  const items = [
    { name: 'user a', input: { entity: { user: 'a' }, limits: { producer_byte_rate: 5, request: 2 } } },
    { name: 'a SCRAM-SHA-512', input: { user: 'a', mechanism: 'SCRAM-SHA-512', iterations: 4096 } },
    { name: 'ALLOW User:a', input: { principal: 'User:a' } },
  ];
  const told = plannedItems({ items, kind: 'quotas' });
  expect(told.map(({ topic: of }) => of)).toEqual([undefined, undefined, undefined]);
  expect(told.map(({ input }) => inputText(input))).toEqual([
    'producer_byte_rate = 5, request = 2',
    'SCRAM-SHA-512, 4096',
    '',
  ]);
});

test('a step of a kind that is not known has no items', () => {
  expect([plannedItems(null), plannedItems({ items: 'all' }), plannedItems({})]).toEqual([[], [], []]);
});
