import { describe, expect, test } from 'vitest';
import {
  choiceOf,
  type ImportChoice,
  isNothing,
  type TypedNames,
  typedChoice,
} from '../../src/pages/new-import/choice-text.ts';

const some = (names: readonly string[], patterns = ''): TypedNames => ({ by: 'some', names, patterns });

describe('a choice', () => {
  test('of everything is what the service has without one', () => {
    expect(choiceOf(typedChoice({}))).toEqual({});
  });

  test.each<[string, ImportChoice]>([
    ['a namespace', { namespace: 'shop' }],
    ['names and expressions', { topics: { names: ['a'], patterns: ['b.*', 'c'] }, groups: { names: ['g'] } }],
    ['nothing of the groups, no users', { groups: { names: [] }, users: 'none' }],
    ['a range of queues', { queues: { min: 3, max: 16 }, sourceMasters: 2 }],
    [
      'what is rarely needed',
      {
        ...{ specialTopics: true, otherMessageType: 'FIFO', existing: 'overwrite' },
        whiteAddresses: 'source-ips',
      },
    ],
  ])('of %s comes back as it was typed', (_, choice) => {
    expect(choiceOf(typedChoice(choice))).toEqual(choice);
  });

  test('keeps what cannot be typed', () => {
    const before: ImportChoice = { messageTypes: { orders: 'FIFO' }, users: { names: ['app-1'] } };
    expect(choiceOf(typedChoice(before), before)).toEqual(before);
    expect(choiceOf({ ...typedChoice(before), users: false }, before)).toEqual({
      ...{ messageTypes: { orders: 'FIFO' }, users: 'none' },
    });
  });

  test('takes users again that were left out before', () => {
    const before: ImportChoice = { users: 'none' };
    expect(choiceOf({ ...typedChoice(before), users: true }, before)).toEqual({});
  });

  test('has no namespace, names or range that was typed and then given up', () => {
    const typed = {
      ...{ ...typedChoice({}), mode: 'cluster' as const, namespace: 'shop', min: 1, max: 2 },
      topics: { by: 'all' as const, names: ['a'], patterns: 'b' },
    };
    expect(choiceOf(typed)).toEqual({});
  });
});

test.each([
  [some([]), true],
  [some([], ' \n'), true],
  [some(['a']), false],
  [some([], 'a.*'), false],
  [{ ...some([]), by: 'none' as const }, false],
])('%o chooses nothing where something is wanted: %s', (typed, nothing) => {
  expect(isNothing(typed)).toBe(nothing);
});
