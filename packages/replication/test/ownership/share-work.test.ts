import { partitionText } from '@mqferry/kafka';
import { expect, it } from 'vitest';
import {
  decodeState,
  decodeTask,
  encodeState,
  encodeTask,
  type MemberState,
  type MemberTask,
  type PartitionSets,
  partitionsIn,
} from '../../src/ownership/member-state.ts';
import { shareWork } from '../../src/ownership/share-work.ts';

const stateOf = (name: string, changes: Partial<MemberState> = {}): MemberState => ({
  replication: 'one',
  host: `host-${name}`,
  ...{ pid: 1, since: name.charCodeAt(0), sharedBy: 't', process: undefined },
  ...{ granted: ['t'], wanted: ['t'], ready: { t: 12 }, owned: {}, isEnding: false },
  ...changes,
});

const share = (states: Readonly<Record<string, Partial<MemberState>>>): Map<string, MemberTask> =>
  shareWork(
    Object.entries(states).map(([memberId, changes]) => ({ memberId, state: stateOf(memberId, changes) })),
  );

const sizes = (tasks: ReadonlyMap<string, MemberTask>) =>
  Object.fromEntries([...tasks].map(([id, { owned }]) => [id, partitionsIn(owned).size]));

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

it('gives everything to the only member, once it is ready', () => {
  expect(share({ a: { ready: {} } }).get('a')).toMatchObject({ granted: ['t'], owned: {}, isPrimary: true });
  expect(share({ a: {} }).get('a')!.owned).toEqual({ t: range(0, 12) });
});

it('knows what is ready from any member', () => {
  const tasks = share({ a: { ready: {} }, b: { ready: { t: 3 } } });
  expect(tasks.get('a')).toMatchObject({ ready: { t: 3 }, isPrimary: true });
  expect(sizes(tasks)).toEqual({ a: 2, b: 1 });
});

it('takes from who has too much what is left over, and gives it to nobody yet', () => {
  const first = share({ a: { owned: { t: range(0, 12) } }, b: {} });
  expect(first.get('a')!.owned).toEqual({ t: range(0, 6) });
  expect(first.get('b')!.owned).toEqual({});
  // What it has not quite stopped copying still is its own.
  const second = share({ a: { owned: { t: range(0, 8) } }, b: {} });
  expect([second.get('a')!.owned, second.get('b')!.owned]).toEqual([{ t: range(0, 6) }, { t: range(8, 12) }]);
  const third = share({ a: { owned: { t: range(0, 6) } }, b: { owned: { t: range(8, 12) } } });
  expect(third.get('b')!.owned).toEqual({ t: [...range(8, 12), 6, 7] });
});

it('leaves what is shared out evenly as it is', () => {
  const owned = [{ t: [0, 5, 7, 11] }, { t: [1, 2, 3, 4] }, { t: [6, 8, 9, 10] }];
  const tasks = share({ a: { owned: owned[0]! }, b: { owned: owned[1]! }, c: { owned: owned[2]! } });
  expect([...tasks.values()].map((task) => task.owned)).toEqual(owned);
});

it('spreads the partitions of each topic', () => {
  const both = { granted: ['t', 'u'], wanted: ['t', 'u'], ready: { t: 2, u: 2 } };
  const tasks = share({ a: both, b: both });
  const counts = [...tasks.values()].map(({ owned }) => [owned.t?.length, owned.u?.length]);
  expect(counts).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

it('refuses a topic that another replication has, and names who has it', () => {
  const tasks = share({
    // It has begun earlier, but the other has it.
    a: { replication: 'two', granted: [], wanted: ['s', 't'], ready: { t: 12 } },
    b: { owned: { t: range(0, 12) } },
  });
  expect(tasks.get('a')).toMatchObject({
    granted: ['s'],
    refused: { t: { replication: 'one', host: 'host-b', pid: 1, since: 'b'.charCodeAt(0) } },
    owned: {},
  });
  expect(tasks.get('b')).toMatchObject({ granted: ['t'], refused: {}, owned: { t: range(0, 12) } });
});

it('does not share between members of one name that have something else not in common', () => {
  const tasks = share({ a: { owned: { t: range(0, 12) } }, b: { sharedBy: 't|u', granted: [] } });
  expect(tasks.get('b')!.refused).toMatchObject({ t: { replication: 'one', host: 'host-a' } });
  expect(tasks.get('a')!.owned).toEqual({ t: range(0, 12) });
});

it('gives a topic that nobody has to who asked first', () => {
  const tasks = share({ b: { replication: 'two', granted: [] }, a: { granted: [] } });
  expect([tasks.get('a')!.granted, tasks.get('b')!.granted]).toEqual([['t'], []]);
});

it('gives nothing to who is about to leave, and tells the last one', () => {
  const some = share({ a: { isEnding: true }, b: {} });
  expect(some.get('a')).toMatchObject({ owned: {}, isLast: false, isPrimary: false });
  expect(some.get('b')).toMatchObject({ owned: { t: range(0, 12) }, isPrimary: true });
  const all = share({ a: { isEnding: true }, b: { isEnding: true } });
  expect([...all.values()].map(({ isLast, isPrimary }) => [isLast, isPrimary])).toEqual([
    [true, true],
    [true, false],
  ]);
});

it('gives a partition to one at most and only when nobody has it, however members come and go', () => {
  let seed = 7;
  const below = (limit: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * limit);
  };
  const statesOf = (sets: ReadonlyMap<string, PartitionSets>) =>
    Object.fromEntries([...sets].map(([id, owned]) => [id, { owned }]));
  let owned = new Map<string, PartitionSets>();
  for (let round = 0; round < 300; round += 1) {
    if (below(3) === 0 && owned.size < 6) owned.set(`m${round}`, {});
    else if (below(4) === 0 && owned.size > 1) owned.delete([...owned.keys()][below(owned.size)]!);
    const tasks = share(statesOf(owned));
    const given = [...tasks].flatMap(([id, task]) =>
      [...partitionsIn(task.owned).keys()].map((key) => [key, id]),
    );
    expect(new Map(given as [string, string][]).size).toBe(given.length);
    const holders = new Map(
      [...owned].flatMap(([id, sets]) => [...partitionsIn(sets).keys()].map((key) => [key, id] as const)),
    );
    for (const [key, id] of given) expect(holders.get(key!) ?? id).toBe(id);
    // Some stop at once what they have to give up, some later.
    const before = owned;
    owned = new Map(
      [...tasks].map(([id, task]) => {
        const late = below(2) === 0 ? partitionsIn(before.get(id)!) : new Map();
        const all = new Map([...partitionsIn(task.owned), ...late]);
        return [id, { t: [...all.values()].map(({ partition }) => partition) }];
      }),
    );
  }
  for (let settle = 0; settle < 3; settle += 1) {
    owned = new Map([...share(statesOf(owned))].map(([id, task]) => [id, task.owned]));
  }
  const counts = [...owned.values()].map((sets) => partitionsIn(sets).size);
  expect(counts.reduce((a, b) => a + b)).toBe(12);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
});

it('fits into what a group may keep, for 5,000 partitions', () => {
  const topics = range(0, 500).map(
    (i) => `a-topic-with-a-rather-long-name-of-team-${i % 17}.and-number-${i}`,
  );
  const state = stateOf('a', {
    process: 'p',
    granted: topics,
    wanted: topics,
    ready: Object.fromEntries(topics.map((topic) => [topic, 10])),
    owned: Object.fromEntries(topics.map((topic) => [topic, range(0, 10)])),
  });
  expect(decodeState(encodeState(state))).toEqual(state);
  expect(encodeState(state).length).toBeLessThan(20_000);
  const [task] = shareWork([{ memberId: 'a', state }]).values();
  expect(decodeTask(encodeTask(task!))).toEqual(task);
  expect(new Set([...partitionsIn(task!.owned).values()].map(partitionText)).size).toBe(5_000);
});
