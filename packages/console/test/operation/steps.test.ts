import { describe, expect, test } from 'vitest';
import { addedSteps, shownArguments, verbWords } from '../../src/operation/steps.ts';

describe('steps of a plan', () => {
  test('have their verbs as words', () => {
    expect(verbWords('setTopicConfigs')).toBe('set topic configs');
    expect(verbWords('copy-in-step')).toBe('copy in step');
  });

  test('show names as names, and everything else as it is', () => {
    expect(shownArguments({ topics: ['a', 'b'], limit: 5, note: null, deep: { x: 1 } })).toEqual([
      { name: 'topics', names: ['a', 'b'] },
      { name: 'limit', text: '5' },
      { name: 'deep', text: '{"x":1}' },
    ]);
    expect(shownArguments('text')).toEqual([{ name: '', text: 'text' }]);
    expect(shownArguments(null)).toEqual([]);
  });

  test('that a former plan did not have are known', () => {
    const before = [{ verb: 'startCopy', args: { topic: 'a' } }];
    const now = [...before, { verb: 'startCopy', args: { topic: 'b' } }];
    expect(addedSteps(undefined, now)).toEqual(new Set());
    expect(addedSteps(before, now)).toEqual(new Set([1]));
  });
});
