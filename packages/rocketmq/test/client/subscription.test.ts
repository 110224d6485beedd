import { describe, expect, it } from 'vitest';
import { createSubscription, isWanted, subscriptionData } from '../../src/client/subscription.ts';

describe('a subscription', () => {
  it.each([
    [undefined, '*', []],
    [[], '*', []],
    [['*'], '*', []],
    [['a', '*'], '*', []],
    [['a', ' b ', ''], 'a || b', ['a', 'b']],
  ])('to %j is %s', (tags, expression, wanted) => {
    const subscription = createSubscription({ tags }, 't');
    expect(subscription).toMatchObject({ topic: 't', expression, type: 'TAG' });
    expect([...subscription.tags]).toEqual(wanted);
  });

  it('wants messages with one of its tags, or all', () => {
    const some = createSubscription({ tags: ['Aa'] }, 't');
    expect(['Aa', 'BB', undefined].map((tag) => isWanted(some, tag))).toEqual([true, false, false]);
    expect(isWanted(createSubscription({}, 't'), undefined)).toBe(true);
    expect(isWanted(createSubscription({ sql: 'a > 1' }, 't'), 'x')).toBe(true);
  });

  it('is told to brokers with the hashes of its tags', () => {
    expect(subscriptionData(createSubscription({ tags: ['Aa', 'b'] }, 't'))).toMatchObject({
      ...{
        topic: 't',
        subString: 'Aa || b',
        tagsSet: ['Aa', 'b'],
        codeSet: [2112, 98],
        expressionType: 'TAG',
      },
    });
    expect(subscriptionData(createSubscription({ sql: 'a > 1' }, 't'))).toMatchObject({
      ...{ subString: 'a > 1', tagsSet: [], codeSet: [], expressionType: 'SQL92' },
    });
  });
});
