import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bond, splitUnits, streamsBonds, unitBlocker, unitsOf } from '../src/units.ts';

const group = (name: string, ...topics: string[]): Bond => ({ kind: 'group', name, topics });

test('topics that nobody uses together move alone', () => {
  expect(unitsOf(['b', 'a'], [])).toEqual([
    { topics: ['a'], bonds: [] },
    { topics: ['b'], bonds: [] },
  ]);
});

test('a group, and a producer of transactions, hold topics together, through each other too', () => {
  const producer: Bond = { kind: 'transactional-id', name: 'billing', topics: ['b', 'c'] };
  const readers = group('readers', 'a', 'b');
  const other = group('other', 'd');
  expect(unitsOf(['a', 'b', 'c', 'd'], [readers, producer, other])).toEqual([
    { topics: ['a', 'b', 'c'], bonds: [readers, producer] },
    { topics: ['d'], bonds: [other] },
  ]);
});

test('topics that are not moved hold nothing together', () => {
  expect(unitsOf(['a', 'b'], [group('x', 'a', 'elsewhere'), group('y', 'elsewhere', 'b')])).toEqual([
    { topics: ['a'], bonds: [group('x', 'a')] },
    { topics: ['b'], bonds: [group('y', 'b')] },
  ]);
});

test('what a Streams application made for itself moves with what it reads', () => {
  const topics = ['orders', 'app-KSTREAM-AGGREGATE-changelog', 'app-2-x-repartition', 'free-changelog'];
  const bonds = [group('app', 'orders'), ...streamsBonds(['app', 'app-2'], topics)];
  expect(unitsOf(topics, bonds).map((unit) => unit.topics)).toEqual([
    ['app-2-x-repartition'],
    ['app-KSTREAM-AGGREGATE-changelog', 'orders'],
    ['free-changelog'],
  ]);
});

test('each topic is in one unit, and no bond reaches from one unit into another', () => {
  const topics = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 });
  const bonds = fc.array(
    fc.record({
      kind: fc.constant('group' as const),
      name: fc.constantFrom(...'uvwxyz'),
      topics: fc.uniqueArray(fc.constantFrom(...'abcdefghi'), { minLength: 1, maxLength: 3 }),
    }),
  );
  fc.assert(
    fc.property(topics, bonds, (names, held) => {
      const units = unitsOf(names, held);
      expect(units.flatMap((unit) => unit.topics).sort()).toEqual([...names].sort());
      for (const bond of held) {
        const touched = units.filter((unit) => unit.topics.some((topic) => bond.topics.includes(topic)));
        expect(touched.length).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('a choice that leaves topics of a unit behind is told with them and with what holds them together', () => {
  const producer: Bond = { kind: 'transactional-id', name: 'tx', topics: ['b', 'c'] };
  const units = unitsOf(['a', 'b', 'c', 'd'], [group('readers', 'a', 'b'), producer]);
  expect(unitBlocker(units, ['a', 'b', 'c'])).toBeUndefined();
  expect(unitBlocker(units, ['d'])).toBeUndefined();
  expect(unitBlocker(units, ['a', 'd'])).toMatchObject({
    code: 'MIGRATION_UNIT_SPLIT',
    parameters: { topics: 'b, c', bonds: 'group.id=readers, transactional.id=tx' },
  });
  expect(splitUnits(units, ['a', 'd'])).toMatchObject([{ chosen: ['a'], left: ['b', 'c'] }]);
});
