import { expect, it, onTestFinished } from 'vitest';
import { GroupMember, type GroupMemberOptions } from '../../src/group/group-member.ts';
import { codeOf } from '../client/coded.ts';
import { FakeBroker, type FakeReplies, metadataOf } from '../client/fake-broker.ts';
import { clientOf } from '../client/fake-cluster.ts';

const OK = 0;
const NOT_COORDINATOR = 16;
const UNKNOWN_MEMBER_ID = 25;
const REBALANCE_IN_PROGRESS = 27;
const GROUP_AUTHORIZATION_FAILED = 30;
const MEMBER_ID_REQUIRED = 79;

/** A coordinator that has one member, which leads; a test changes what it answers. */
const startCoordinator = async () => {
  const broker = await FakeBroker.start();
  const heard = { joins: [] as string[], left: [] as string[], heartbeats: [] as number[] };
  let generationId = 0;
  const replies: FakeReplies = {
    Metadata: () => metadataOf([broker]),
    FindCoordinator: () => ({ coordinators: [{ key: 'g', nodeId: 1, ...broker.address, errorCode: OK }] }),
    JoinGroup: ({ message }) => {
      if (message.memberId === '') return { errorCode: MEMBER_ID_REQUIRED, memberId: 'm-1' };
      const { memberId } = message;
      const { metadata } = message.protocols[0];
      heard.joins.push(metadata.toString());
      generationId += 1;
      const members = [{ memberId, metadata }];
      return { errorCode: OK, memberId, leader: memberId, generationId, protocolName: 'p', members };
    },
    SyncGroup: ({ message }) => ({ errorCode: OK, assignment: message.assignments[0].assignment }),
    Heartbeat: ({ message }) => {
      heard.heartbeats.push(message.generationId);
      return { errorCode: OK };
    },
    LeaveGroup: ({ message }) => {
      heard.left.push(message.members[0].memberId);
      return { errorCode: OK, members: [] };
    },
  };
  broker.replies = replies;
  const answer = (changes: FakeReplies) => {
    broker.replies = { ...broker.replies, ...changes };
  };
  return { broker, heard, answer, replies };
};

const startMember = (broker: FakeBroker, changes: Partial<GroupMemberOptions> = {}) => {
  const told: string[] = [];
  const end = new AbortController();
  let joins = 0;
  const member = new GroupMember({
    client: clientOf([broker.address]),
    ...{ groupId: 'g', protocolType: 't', protocolName: 'p' },
    ...{ sessionTimeoutMs: 3_000, rebalanceTimeoutMs: 5_000, marginMs: 100, heartbeatMs: 10 },
    metadata: () => {
      joins += 1;
      return Buffer.from(`join ${joins}`);
    },
    assign: (members) =>
      new Map(members.map(({ memberId, metadata }) => [memberId, Buffer.from(`for ${metadata}`)])),
    onAssigned: (assignment) => told.push(assignment.toString()),
    onLost: () => told.push('lost'),
    ...changes,
  });
  const ran = member.run(end.signal);
  ran.catch(() => {});
  onTestFinished(() => end.abort());
  return { member, told, ran, end };
};

it('joins under the id that it is given, assigns as leader, beats, and leaves', async () => {
  const { broker, heard } = await startCoordinator();
  const { member, told, ran, end } = startMember(broker);
  await expect.poll(() => heard.heartbeats.length).toBeGreaterThan(2);
  expect(told).toEqual(['for join 1']);
  expect(member.lease.isHeld).toBe(true);
  end.abort();
  await ran;
  expect(heard.left).toEqual(['m-1']);
  expect(member.lease.isHeld).toBe(false);
});

it('joins again when others do, and when it is told to, without losing what it has', async () => {
  const { broker, heard, answer, replies } = await startCoordinator();
  const { member, told } = startMember(broker);
  await expect.poll(() => told).toHaveLength(1);
  answer({
    Heartbeat: (request) => {
      answer({ Heartbeat: replies.Heartbeat! });
      return request.message.generationId === 1 ? { errorCode: REBALANCE_IN_PROGRESS } : { errorCode: OK };
    },
  });
  await expect.poll(() => told).toEqual(['for join 1', 'for join 2']);
  member.rejoin();
  await expect.poll(() => heard.joins).toEqual(['join 1', 'join 2', 'join 3']);
  expect(told).not.toContain('lost');
});

it('knows that it lost everything, and comes back as a new member', async () => {
  const { broker, answer, replies } = await startCoordinator();
  const { told } = startMember(broker);
  await expect.poll(() => told).toHaveLength(1);
  answer({
    Heartbeat: () => {
      answer({ Heartbeat: replies.Heartbeat! });
      return { errorCode: UNKNOWN_MEMBER_ID };
    },
  });
  await expect.poll(() => told).toEqual(['for join 1', 'lost', 'for join 2']);
});

it('knows that it lost everything also while its join waits', async () => {
  const { broker, answer, replies } = await startCoordinator();
  const { member, told } = startMember(broker);
  await expect.poll(() => told).toHaveLength(1);
  answer({
    JoinGroup: () => {
      answer({ JoinGroup: replies.JoinGroup!, Heartbeat: () => ({ errorCode: UNKNOWN_MEMBER_ID }) });
      return undefined;
    },
    Heartbeat: () => ({ errorCode: REBALANCE_IN_PROGRESS }),
  });
  await expect.poll(() => told).toContain('lost');
  answer({ Heartbeat: replies.Heartbeat! });
  await expect.poll(() => told.at(-1)).toMatch(/^for/);
  expect(member.lease.isHeld).toBe(true);
});

it('beats while its join waits for the others, so that its lease goes on', async () => {
  const { broker, heard, answer, replies } = await startCoordinator();
  const { member, told } = startMember(broker);
  await expect.poll(() => told).toHaveLength(1);
  const { promise: othersJoined, resolve } = Promise.withResolvers<void>();
  answer({
    Heartbeat: ({ message }) => {
      heard.heartbeats.push(message.generationId);
      return { errorCode: REBALANCE_IN_PROGRESS };
    },
    JoinGroup: async (request) => {
      await othersJoined;
      return replies.JoinGroup!(request) as object;
    },
  });
  const before = heard.heartbeats.length;
  await expect.poll(() => heard.heartbeats.length).toBeGreaterThan(before + 5);
  expect(told).toHaveLength(1);
  expect(member.lease.isHeld).toBe(true);
  answer({ Heartbeat: replies.Heartbeat! });
  resolve();
  await expect.poll(() => told).toEqual(['for join 1', 'for join 2']);
});

it('has no lease any more when heartbeats stay unanswered', async () => {
  const { broker, answer } = await startCoordinator();
  const { member, told } = startMember(broker, { sessionTimeoutMs: 600 });
  await expect.poll(() => member.lease.isHeld).toBe(true);
  answer({ Heartbeat: () => undefined });
  await expect.poll(() => member.lease.isHeld).toBe(false);
  // Whether it is still a member only the coordinator knows.
  expect(told).not.toContain('lost');
});

it('finds the coordinator again, also when its join waits at the former one', async () => {
  const [former, next] = [await startCoordinator(), await startCoordinator()];
  const { told } = startMember(former.broker);
  await expect.poll(() => told).toHaveLength(1);
  const { FindCoordinator } = next.replies;
  former.answer({
    Heartbeat: () => {
      former.answer({ Heartbeat: () => ({ errorCode: NOT_COORDINATOR }) });
      return { errorCode: REBALANCE_IN_PROGRESS };
    },
    JoinGroup: () => {
      former.answer({ FindCoordinator: FindCoordinator! });
      return undefined;
    },
  });
  await expect.poll(() => next.heard.joins).toHaveLength(1);
  expect(told).not.toContain('lost');
});

it('ends with what does not pass', async () => {
  const { broker, answer } = await startCoordinator();
  answer({ JoinGroup: () => ({ errorCode: GROUP_AUTHORIZATION_FAILED, memberId: '' }) });
  const { ran } = startMember(broker);
  expect(await codeOf(ran)).toBe('KAFKA_BROKER_ERROR');
});
