import { expect } from 'vitest';
import { describeGroup, listGroups } from '../../../src/admin/groups.ts';
import { GroupMember } from '../../../src/group/group-member.ts';
import { heartbeat } from '../../../src/group/group-requests.ts';
import { Heartbeat, JoinGroup, LeaveGroup, SyncGroup } from '../../../src/protocol/generated/index.ts';
import type { ApiCase, CaseContext } from './api-case.ts';

const PROTOCOL_TYPE = 'mqferry';

/** A member whose leader tells everybody how many they are; `heard` is what it was told. */
const startMember = ({ client, name }: CaseContext) => {
  const heard: string[] = [];
  const end = new AbortController();
  const member = new GroupMember({
    ...{ client, groupId: name, protocolType: PROTOCOL_TYPE, protocolName: 'count' },
    ...{ sessionTimeoutMs: 6_000, rebalanceTimeoutMs: 20_000, marginMs: 500, heartbeatMs: 20 },
    metadata: () => Buffer.from('here'),
    assign: (members) => {
      const told = members.map(({ metadata }) => metadata.toString()).join();
      return new Map(members.map(({ memberId }) => [memberId, Buffer.from(told)]));
    },
    onAssigned: (assignment) => heard.push(assignment.toString()),
    onLost: () => heard.push('lost'),
  });
  const ran = member.run(end.signal);
  ran.catch(() => {});
  const leave = () => {
    end.abort();
    return ran;
  };
  return { member, heard, leave };
};

/** Members come and go, and know it; each that is left holds its lease all the while. */
const comeAndGo = async (context: CaseContext): Promise<void> => {
  // Each has a client of its own, or one's waiting JoinGroup would keep the other's from being read.
  const [first, second] = [
    startMember(context),
    startMember({ ...context, client: context.world.release.client() }),
  ];
  await expect.poll(() => [first.heard.at(-1), second.heard.at(-1)]).toEqual(['here,here', 'here,here']);
  expect([first.member.lease.isHeld, second.member.lease.isHeld]).toEqual([true, true]);
  const { members } = await describeGroup(context.client, context.name);
  expect(members).toHaveLength(2);
  const kinds = (await listGroups(context.client)).filter(({ groupId }) => groupId === context.name);
  expect(kinds.map(({ protocolType }) => protocolType)).toEqual([PROTOCOL_TYPE]);
  await first.leave();
  await expect.poll(() => second.heard.at(-1)).toBe('here');
  expect(second.member.lease.isHeld).toBe(true);
  await second.leave();
  expect([...first.heard, ...second.heard]).not.toContain('lost');
  expect((await describeGroup(context.client, context.name)).members).toEqual([]);
};

export const memberCases: readonly ApiCase[] = [
  { api: JoinGroup, run: comeAndGo },
  { api: SyncGroup, run: comeAndGo },
  { api: LeaveGroup, run: comeAndGo },
  {
    api: Heartbeat,
    run: async (context) => {
      await comeAndGo(context);
      const connection = await context.client.route({ group: context.name });
      const nobody = { groupId: context.name, memberId: 'nobody', generationId: 1 };
      expect((await heartbeat(connection, nobody))?.name).toBe('UNKNOWN_MEMBER_ID');
    },
  },
];
