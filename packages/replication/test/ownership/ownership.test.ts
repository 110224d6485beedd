import { partitionText, type TopicPartition } from '@mqferry/kafka';
import { expect, it, onTestFinished } from 'vitest';
import { Ownership } from '../../src/ownership/ownership.ts';
import { FakeCoordinator } from './fake-coordinator.ts';

const PATIENCE = { timeout: 15_000 };

/** A member of a replication, and what it was told to do; `hold` lets its release or its learning take as long as a test wants. */
const startMember = (coordinator: FakeCoordinator, replication = 'one') => {
  const end = new AbortController();
  const owned = new Set<string>();
  const told: string[] = [];
  const hold = { release: Promise.resolve(), learn: Promise.resolve() };
  const keys = (partitions: readonly TopicPartition[]) => partitions.map(partitionText);
  const ownership = new Ownership({
    target: coordinator.client(),
    ...{ groupId: 'g', replication, sharedBy: '', sessionTimeoutMs: 6_000 },
    learn: () => hold.learn,
    take: (partitions) => {
      for (const key of keys(partitions)) owned.add(key);
      told.push(`take ${keys(partitions)}`);
    },
    release: (partitions, why) => {
      for (const key of keys(partitions)) owned.delete(key);
      told.push(`${{ lost: 'lose', moving: 'release', abandoned: 'abandon' }[why]} ${keys(partitions)}`);
      return hold.release;
    },
  });
  const ran = ownership.run(end.signal);
  ran.catch(() => {});
  onTestFinished(async () => {
    end.abort();
    await ran.catch(() => {});
  });
  const claim = (...topics: string[]) => ownership.claim(topics, end.signal);
  return { ownership, owned, told, hold, end, ran, claim };
};

/** A member that has four partitions of `t`. */
const startOwner = async (coordinator: FakeCoordinator) => {
  const member = startMember(coordinator);
  await member.claim('t');
  expect(member.owned.size).toBe(0);
  await member.ownership.untilReady(['t'], async () => [['t', 4]], member.end.signal);
  await expect.poll(() => member.owned.size).toBe(4);
  return member;
};

it('gives another what it has to give up only when nothing of it is under way', async () => {
  const coordinator = new FakeCoordinator();
  const first = await startOwner(coordinator);
  const { promise, resolve } = Promise.withResolvers<void>();
  first.hold.release = promise;
  const second = startMember(coordinator);
  await second.claim('t');
  await second.ownership.untilReady(['t'], () => expect.unreachable(), second.end.signal);
  await expect.poll(() => first.told, PATIENCE).toEqual(['take t-0,t-1,t-2,t-3', 'release t-2,t-3']);
  // Another rebalance does not change that.
  second.ownership.announce([]);
  await second.claim('u');
  expect([...second.owned]).toEqual([]);
  resolve();
  await expect.poll(() => [...second.owned], PATIENCE).toEqual(['t-2', 't-3']);
  const primaries = [first, second].filter(({ ownership }) => ownership.isPrimary);
  expect(primaries).toHaveLength(1);
});

it('stops at once what it has lost, and nothing that it was about to take is taken', async () => {
  const coordinator = new FakeCoordinator();
  const member = await startOwner(coordinator);
  const { promise, resolve } = Promise.withResolvers<void>();
  member.hold.learn = promise;
  member.ownership.announce([['t', 5]]);
  await expect.poll(() => member.ownership.topics).toEqual(['t']);
  coordinator.expel(1);
  await expect.poll(() => member.told.at(-1), PATIENCE).toMatch(/^lose t-0,t-1,t-2,t-3/);
  expect(member.owned.size).toBe(0);
  member.hold.learn = Promise.resolve();
  resolve();
  await expect.poll(() => [...member.owned], PATIENCE).toEqual(['t-0', 't-1', 't-2', 't-3', 't-4']);
  expect(member.told.slice(0, -1)).toEqual(['take t-0,t-1,t-2,t-3', 'lose t-0,t-1,t-2,t-3,t-4']);
});

it('tells who has a topic, and claims none of those that it asked for together', async () => {
  const coordinator = new FakeCoordinator();
  await startOwner(coordinator);
  const other = startMember(coordinator, 'two');
  await expect(other.claim('s', 't')).rejects.toMatchObject({
    code: 'REPLICATION_TOPIC_OWNED',
    parameters: { topic: 't', replication: 'one', pid: process.pid },
  });
  await other.claim('s');
});

it('ends when another replication has taken over what it had', async () => {
  const coordinator = new FakeCoordinator();
  const paused = await startOwner(coordinator);
  const other = startMember(coordinator, 'two');
  const refused = expect(other.claim('t')).rejects.toMatchObject({ code: 'REPLICATION_TOPIC_OWNED' });
  await refused;
  coordinator.expel(1);
  // It claims before the one that was expelled notices.
  await other.claim('t');
  await expect(paused.ran).rejects.toMatchObject({ code: 'REPLICATION_TOPIC_OWNED' });
  expect(paused.told).toEqual(['take t-0,t-1,t-2,t-3', 'lose t-0,t-1,t-2,t-3']);
});

it('says who is the last of a replication', async () => {
  const coordinator = new FakeCoordinator();
  const first = await startOwner(coordinator);
  const second = startMember(coordinator);
  await second.claim('t');
  await expect.poll(() => second.owned.size, PATIENCE).toBe(2);
  expect(await first.ownership.end()).toBe(false);
  first.end.abort();
  await expect.poll(() => second.owned.size, PATIENCE).toBe(4);
  expect(await second.ownership.end()).toBe(true);
});

it('gives topics up for whoever wants them, and takes them again', async () => {
  const coordinator = new FakeCoordinator();
  const first = await startOwner(coordinator);
  const { promise, resolve } = Promise.withResolvers<void>();
  first.hold.release = promise;
  const abandoned = first.ownership.abandon(['t'], first.end.signal);
  await expect.poll(() => first.told, PATIENCE).toEqual(['take t-0,t-1,t-2,t-3', 'abandon t-0,t-1,t-2,t-3']);
  expect(await Promise.race([abandoned, 'something is still under way'])).toBe(
    'something is still under way',
  );
  resolve();
  await abandoned;
  expect(first.ownership.topics).toEqual([]);
  const other = startMember(coordinator, 'two');
  await other.claim('t');
  await expect(first.claim('t')).rejects.toMatchObject({ code: 'REPLICATION_TOPIC_OWNED' });
  other.end.abort();
  await other.ran;
  await first.claim('t');
  first.ownership.announce([['t', 2]]);
  await expect.poll(() => [...first.owned], PATIENCE).toEqual(['t-0', 't-1']);
});
