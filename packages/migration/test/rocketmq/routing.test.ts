import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eitherShare, routingOf } from '../../src/rocketmq/routing.ts';
import {
  type Access,
  isRead,
  isWritten,
  ONLY_SOURCE,
  type Position,
  type Share,
  statesOf,
} from '../../src/rocketmq/states.ts';

const access = fc.constantFrom<Access>('none', 'connect', 'read', 'write', 'read-write');
const share: fc.Arbitrary<Share> = fc.record({ source: access, target: access });
const SIDES = ['source', 'target'] as const;

const at = (state: Position['state'], kind: Position['kind'] = 'ordinary', held = false): Position => ({
  ...{ state, kind, held },
});

test('what is shown where either is has the queues of both, and no others', () => {
  fc.assert(
    fc.property(share, share, (one, other) => {
      const either = eitherShare(one, other);
      expect(eitherShare(other, one)).toEqual(either);
      for (const side of SIDES) {
        expect(isRead(either[side])).toBe(isRead(one[side]) || isRead(other[side]));
        expect(isWritten(either[side])).toBe(isWritten(one[side]) || isWritten(other[side]));
        expect(either[side] === 'none').toBe(one[side] === 'none' && other[side] === 'none');
      }
    }),
  );
});

test('a group reads its retries wherever it reads one of its topics, those outside the task included', () => {
  const topics = new Map([
    ['a', at('done')],
    ['b', at('dual-read')],
    ['c', at('done')],
  ]);
  const groups = new Map([
    ['both', ['a', 'b']],
    ['moved', ['a', 'c']],
    ['elsewhere', ['a', 'other']],
    ['idle', []],
  ]);
  const routing = routingOf(topics, groups);
  expect(routing.topics.get('a')).toEqual({ source: 'none', target: 'read-write' });
  expect(Object.fromEntries(routing.groups)).toEqual({
    both: { source: 'read-write', target: 'read-write' },
    moved: { source: 'none', target: 'read-write' },
    elsewhere: { source: 'read-write', target: 'read-write' },
    idle: ONLY_SOURCE,
  });
});

test('topics whose writes are held are told, and shown as they are otherwise', () => {
  const routing = routingOf(
    new Map([
      ['orders', at('switching', 'ordered', true)],
      ['bills', at('switching', 'ordered')],
    ]),
    new Map([['g', ['orders']]]),
  );
  expect([...routing.held]).toEqual(['orders']);
  expect(routing.topics.get('orders')).toEqual(routing.topics.get('bills'));
  expect(routing.groups.get('g')).toEqual({ source: 'read', target: 'write' });
});

test('whatever the states, retries are read where their topics are, and can be written', () => {
  const position = fc
    .constantFrom<Position['kind']>('ordinary', 'ordered')
    .chain((kind) => fc.constantFrom(...statesOf(kind)).map((state) => at(state, kind)));
  fc.assert(
    fc.property(fc.array(position, { minLength: 1, maxLength: 4 }), (positions) => {
      const topics = new Map(positions.map((each, index) => [`t${index}`, each]));
      const routing = routingOf(topics, new Map([['g', [...topics.keys()]]]));
      const retries = routing.groups.get('g')!;
      for (const shown of routing.topics.values())
        for (const side of SIDES) if (isRead(shown[side])) expect(isRead(retries[side])).toBe(true);
      expect(SIDES.some((side) => isWritten(retries[side]))).toBe(true);
    }),
  );
});
