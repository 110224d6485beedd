import { expect } from 'vitest';
import {
  commitGroupOffsets,
  deleteGroupOffsets,
  fetchGroupOffsets,
} from '../../../src/admin/group-offsets.ts';
import { deleteGroup, describeGroup, type GroupType, listGroups } from '../../../src/admin/groups.ts';
import { brokerErrorName } from '../../../src/client/broker-error.ts';
import {
  ConsumerGroupDescribe,
  DeleteGroups,
  DescribeGroups,
  FindCoordinator,
  ListGroups,
  OffsetCommit,
  OffsetDelete,
  OffsetFetch,
  ShareGroupDescribe,
  StreamsGroupDescribe,
} from '../../../src/protocol/generated/index.ts';
import type { ApiCase } from './api-case.ts';
import { JOINS } from './live-groups.ts';
import { IDLE_GROUP, TRANSACTIONAL_ID } from './world.ts';

const GROUP_TYPES = ['classic', 'consumer', 'streams', 'share'] as const;

const describesLive = (api: ApiCase['api'], type: GroupType): ApiCase => ({
  api,
  run: async ({ world, client, name }) => {
    await JOINS[type](client, name, world.topic);
    const { members, state, ...group } = await describeGroup(client, name);
    expect(group).toEqual({ groupId: name, type });
    expect(['Stable', 'Assigning', 'Reconciling', 'NotReady']).toContain(state);
    expect(members).toMatchObject([{ clientId: 'mqferry' }]);
    expect(members[0]?.host).toContain('127.0.0.1');
    expect(await fetchGroupOffsets(client, name)).toEqual([]);
  },
});

export const groupCases: readonly ApiCase[] = [
  {
    api: FindCoordinator,
    run: async ({ world, client, version }) => {
      const { isOpen, address } = await client.route({ group: IDLE_GROUP.groupId });
      expect([isOpen, address.port]).toEqual([true, world.release.address('PLAINTEXT').port]);
      if (version === 0 || world.producerId < 0n) return;
      const coordinator = await client.route({ transactionalId: TRANSACTIONAL_ID });
      expect(coordinator.address.port).toBe(world.release.address('PLAINTEXT').port);
    },
  },
  {
    api: ListGroups,
    run: async ({ world, client, version, name }) => {
      const types = world.release.isFrom(4, 2) ? GROUP_TYPES : (['classic'] as const);
      for (const type of types) await JOINS[type](client, `${name}-${type}`, world.topic);
      // A coordinator lists what is committed to its log, which may lag behind its answer to the member.
      await expect
        .poll(() => listGroups(client))
        .toContainEqual({
          groupId: `${name}-classic`,
          coordinator: 1,
          protocolType: 'consumer',
          state: version >= 4 ? 'Stable' : undefined,
          type: version >= 5 ? 'classic' : undefined,
        });
      const groups = await listGroups(client);
      expect(groups.map(({ groupId }) => groupId)).toContain(IDLE_GROUP.groupId);
      for (const type of version >= 5 ? types : []) {
        expect(groups).toContainEqual(expect.objectContaining({ groupId: `${name}-${type}`, type }));
      }
    },
  },
  {
    api: DescribeGroups,
    run: async ({ world, client, name }) => {
      await JOINS.classic(client, name, world.topic);
      const { members, ...group } = await describeGroup(client, name);
      expect(group).toEqual({ groupId: name, type: 'classic', state: 'Stable' });
      expect(members).toMatchObject([{ clientId: 'mqferry', host: '/127.0.0.1' }]);
      expect(await describeGroup(client, IDLE_GROUP.groupId)).toMatchObject({ state: 'Empty', members: [] });
      expect(await describeGroup(client, 'missing')).toMatchObject({ state: 'Dead', members: [] });
    },
  },
  describesLive(ConsumerGroupDescribe, 'consumer'),
  describesLive(ShareGroupDescribe, 'share'),
  describesLive(StreamsGroupDescribe, 'streams'),
  {
    api: OffsetFetch,
    lowest: 2,
    run: async ({ world, client }) => {
      const { groupId, offset, metadata } = IDLE_GROUP;
      const committed = { topic: world.topic, partition: 0, offset, metadata };
      expect(await fetchGroupOffsets(client, groupId)).toEqual([committed]);
      expect(await fetchGroupOffsets(client, 'missing')).toEqual([]);
    },
  },
  {
    api: OffsetCommit,
    lowest: 2,
    run: async ({ world, client, name }) => {
      const offsets = [0, 1].map((partition) => ({
        topic: world.topic,
        partition,
        offset: BigInt(partition),
        metadata: '',
      }));
      await commitGroupOffsets(client, name, offsets);
      const found = await fetchGroupOffsets(client, name);
      expect(found.sort((a, b) => a.partition - b.partition)).toEqual(offsets);
      await JOINS.classic(client, name, world.topic);
      const live = commitGroupOffsets(client, name, offsets).catch(brokerErrorName);
      expect(await live).toBe('UNKNOWN_MEMBER_ID');
    },
  },
  {
    api: DeleteGroups,
    run: async ({ world, client, name }) => {
      const offset = { topic: world.topic, partition: 0, offset: 1n, metadata: null };
      await commitGroupOffsets(client, name, [offset]);
      await deleteGroup(client, name);
      expect(await fetchGroupOffsets(client, name)).toEqual([]);
      expect(await deleteGroup(client, name).catch(brokerErrorName)).toBe('GROUP_ID_NOT_FOUND');
      await JOINS.classic(client, name, world.topic);
      expect(await deleteGroup(client, name).catch(brokerErrorName)).toBe('NON_EMPTY_GROUP');
    },
  },
  {
    api: OffsetDelete,
    run: async ({ world, client, name }) => {
      const [first, second] = [0, 1].map((partition) => ({ topic: world.topic, partition }));
      const offsets = [first!, second!].map((where) => ({ ...where, offset: 1n, metadata: '' }));
      await commitGroupOffsets(client, name, offsets);
      await deleteGroupOffsets(client, name, [first!]);
      expect(await fetchGroupOffsets(client, name)).toEqual([offsets[1]]);
      const missing = deleteGroupOffsets(client, `${name}-missing`, [first!]).catch(brokerErrorName);
      expect(await missing).toBe('GROUP_ID_NOT_FOUND');
    },
  },
];
