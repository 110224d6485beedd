import { CodedError } from '@mqferry/core';
import { describe, expect, test } from 'vitest';
import { putMany } from '../../src/admin/put-many.ts';

const failure = (code: string, retriable = false) =>
  new CodedError(
    code,
    { status: 500, retriable, message: { en: code, zh: code }, action: { en: '', zh: '' } },
    {},
  );

const numbers = Array.from({ length: 250 }, (_, at) => at);

/** A broker that refuses some numbers, in lists and alone. */
const createBroker = (refused: (item: number) => Error | undefined, lists?: () => Error) => {
  const asked: string[] = [];
  const taken = new Set<number>();
  return {
    asked,
    taken,
    ways: {
      together: async (items: readonly number[]) => {
        asked.push(`list of ${items.length}`);
        if (lists) throw lists();
        const error = items.map(refused).find(Boolean);
        if (error) throw error;
        for (const item of items) taken.add(item);
      },
      alone: async (item: number) => {
        asked.push('one');
        const error = refused(item);
        if (error) throw error;
        taken.add(item);
      },
    },
  };
};

describe('many things', () => {
  test('go in lists', async () => {
    const { ways, asked, taken } = createBroker(() => undefined);
    const outcomes = await putMany(numbers, ways);
    expect(outcomes).toHaveLength(250);
    expect(outcomes.filter(({ error }) => error)).toEqual([]);
    expect(asked).toEqual(['list of 100', 'list of 100', 'list of 50']);
    expect(taken.size).toBe(250);
  });

  test('a list with something that is refused is tried one by one, the others go on as lists', async () => {
    const { ways, asked, taken } = createBroker((item) => (item === 142 ? failure('REFUSED') : undefined));
    const outcomes = await putMany(numbers, ways);
    expect(outcomes.flatMap(({ error }, at) => (error ? [[at, error.code]] : []))).toEqual([
      [142, 'REFUSED'],
    ]);
    expect(asked.filter((each) => each !== 'one')).toEqual(['list of 100', 'list of 100', 'list of 50']);
    expect(taken.size).toBe(249);
  });

  test('go one by one to a broker that knows no lists', async () => {
    const { ways, asked, taken } = createBroker(
      () => undefined,
      () => failure('ROCKETMQ_REQUEST_NOT_SUPPORTED'),
    );
    await putMany(numbers, ways);
    expect(asked.filter((each) => each !== 'one')).toEqual(['list of 100']);
    expect(taken.size).toBe(250);
  });

  test('are not tried further when the broker cannot be asked', async () => {
    let lists = 0;
    const { ways, asked } = createBroker(() => undefined);
    const outcomes = await putMany(numbers, {
      ...ways,
      together: async (items) => {
        lists += 1;
        if (lists > 1) throw failure('ROCKETMQ_TIMEOUT', true);
        await ways.together(items);
      },
    });
    expect(outcomes.map(({ error }) => error?.code)).toEqual(
      numbers.map((at) => (at < 100 ? undefined : 'ROCKETMQ_TIMEOUT')),
    );
    expect(asked).toEqual(['list of 100']);
  });
});
