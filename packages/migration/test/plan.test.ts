import { Hidden } from '@mqferry/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Operation, observed, performOperation, planOperation } from '../src/executor.ts';
import { canonical, confirm } from '../src/plan.ts';

/** A cluster with topics, which an operation fills up to a list. */
const world = () => {
  const topics = new Set<string>();
  const verbs = {
    createTopic: async ({ topic }: { topic: string }) => {
      topics.add(topic);
    },
  };
  const createAll: Operation<typeof verbs, { topics: string[] }> = async ({ topics: wanted }, perform) => {
    for (const topic of wanted) if (!topics.has(topic)) await perform('createTopic', { topic });
  };
  return { topics, verbs, createAll };
};

const INPUT = { topics: ['a', 'b', 'c'] };

test('a plan tells what will be done, and does nothing', async () => {
  const { topics, verbs, createAll } = world();
  const plan = await planOperation('create', createAll, INPUT);
  expect(plan.steps.map(({ args }) => args)).toEqual([{ topic: 'a' }, { topic: 'b' }, { topic: 'c' }]);
  expect(topics.size).toBe(0);
  await performOperation(createAll, INPUT, verbs);
  expect([...topics]).toEqual(INPUT.topics);
});

test('what was confirmed is refused when the world has moved', async () => {
  const { topics, createAll } = world();
  const plan = await planOperation('create', createAll, INPUT);
  confirm(await planOperation('create', createAll, INPUT), plan.hash);
  topics.add('b');
  const again = await planOperation('create', createAll, INPUT);
  expect(() => confirm(again, plan.hash)).toThrow(/what was confirmed/iu);
});

test('interrupted before or after any step, the rest is done and nothing twice', async () => {
  for (const interruption of INPUT.topics.flatMap((topic) => [`before ${topic}`, `after ${topic}`])) {
    const { topics, verbs, createAll } = world();
    const done: string[] = [];
    const at = (moment: string) => {
      if (moment === interruption) throw new Error('killed');
    };
    const textOf = (args: unknown) => (args as { topic: string }).topic;
    const watched = observed(verbs, {
      begun: ({ args }) => at(`before ${textOf(args)}`),
      done: ({ args }) => {
        done.push(textOf(args));
        at(`after ${textOf(args)}`);
      },
    });
    const killed = performOperation(createAll, INPUT, watched);
    await expect(killed).rejects.toThrow('killed');
    const rest = await planOperation('create', createAll, INPUT);
    expect([...done, ...rest.steps.map(({ args }) => textOf(args))]).toEqual(INPUT.topics);
    await performOperation(createAll, INPUT, verbs);
    expect([...topics]).toEqual(INPUT.topics);
  }
});

test('the same data has the same text, whatever the order of its members', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.boolean())), (members) => {
      const reversed = Object.fromEntries(Object.entries(members).reverse());
      expect(canonical(reversed)).toBe(canonical(members));
      expect(JSON.parse(canonical(members))).toEqual(JSON.parse(JSON.stringify(members)));
    }),
  );
  expect(canonical({ a: 5n, b: [undefined, { d: undefined, c: null }] })).toBe(
    '{"a":"5","b":[null,{"c":null}]}',
  );
});

test('a plan knows nothing of what is hidden', () => {
  const of = (password: string) => canonical({ user: 'amy', password: new Hidden(password) });
  expect(of('one')).toBe('{"password":"***","user":"amy"}');
  expect(of('other')).toBe(of('one'));
});
