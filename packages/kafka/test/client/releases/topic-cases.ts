import { expect } from 'vitest';
import { alterConfigs, describeConfigs } from '../../../src/admin/configs.ts';
import {
  createPartitions,
  electLeaders,
  listReassignments,
  reassignPartitions,
} from '../../../src/admin/partitions.ts';
import { createTopics, deleteTopics } from '../../../src/admin/topics.ts';
import { brokerErrorName } from '../../../src/client/broker-error.ts';
import {
  AlterConfigs,
  AlterPartitionReassignments,
  CreatePartitions,
  CreateTopics,
  DeleteTopics,
  DescribeConfigs,
  ElectLeaders,
  IncrementalAlterConfigs,
  ListPartitionReassignments,
  Metadata,
} from '../../../src/protocol/generated/index.ts';
import type { ApiCase, CaseContext } from './api-case.ts';
import { createTopic, eventually, untilLed } from './eventually.ts';

const RETENTION = 'retention.ms';
const SEGMENT = 'segment.bytes';

/** Values and sources of some configs of a topic. */
const shownConfigs = async ({ client, name }: CaseContext) => {
  const configs = (await describeConfigs(client, [{ topic: name }])).get(name);
  return [RETENTION, SEGMENT].map((config) => [configs?.get(config)?.value, configs?.get(config)?.source]);
};

const changeConfigs = async (context: CaseContext) => {
  const { client, name } = context;
  const configs = { [RETENTION]: '1234567', [SEGMENT]: '7654321' };
  await createTopics(client, [{ name, partitions: 1, replicationFactor: 1, configs }]);
  await untilLed(client, name, 1);
  await alterConfigs(client, { topic: name }, { [RETENTION]: null, [SEGMENT]: '8000000' });
  await eventually(async () =>
    expect(await shownConfigs(context)).toEqual([
      ['604800000', 'default'],
      ['8000000', 'topic'],
    ]),
  );
  await expect(alterConfigs(client, { topic: `${name}-missing` }, {})).rejects.toMatchObject({
    code: 'KAFKA_TOPIC_UNKNOWN',
  });
};

export const topicCases: readonly ApiCase[] = [
  {
    api: Metadata,
    run: async ({ world, client, version }) => {
      const { clusterId, brokers, controllerId, topics } = await client.refreshMetadata();
      const { id, ports } = world.release.cluster.brokers[0]!;
      expect([...brokers.values()]).toEqual([{ id, host: '127.0.0.1', port: ports.PLAINTEXT, rack: null }]);
      const replicas = { leader: id, replicas: [id], inSyncReplicas: [id] };
      expect(topics.get(world.topic)).toMatchObject({
        name: world.topic,
        isInternal: false,
        topicId: version >= 10 ? world.topicId : undefined,
        partitions: [0, 1].map((partition) => ({ partition, ...replicas })),
      });
      expect(topics.get(world.topic)?.partitions[0]?.leaderEpoch).toBe(version >= 7 ? 0 : -1);
      expect(controllerId).toBe(version >= 1 ? id : -1);
      expect(clusterId === undefined).toBe(version < 2);
    },
  },
  {
    api: CreateTopics,
    run: async ({ world, client, version, name }) => {
      const topic = { name, partitions: 3, replicationFactor: 1, configs: { [RETENTION]: '1234567' } };
      if (version >= 1) {
        await createTopics(client, [topic], true);
        expect((await client.refreshMetadata()).topics.has(name)).toBe(false);
      }
      const made = await createTopics(client, [topic]);
      await untilLed(client, name, 3);
      expect(made.get(name)?.get(RETENTION)).toBe(version >= 5 ? '1234567' : undefined);
      const again = createTopics(client, [topic]).catch(brokerErrorName);
      expect(await again).toBe('TOPIC_ALREADY_EXISTS');
      if (!world.release.isFrom(0, 11)) return;
      const configs = await describeConfigs(client, [{ topic: name }]);
      expect(configs.get(name)?.get(RETENTION)?.value).toBe('1234567');
    },
  },
  {
    api: DeleteTopics,
    run: async ({ client, name }) => {
      await createTopic(client, name);
      await deleteTopics(client, [name]);
      await eventually(async () => expect((await client.refreshMetadata()).topics.has(name)).toBe(false));
      const again = deleteTopics(client, [name]).catch(brokerErrorName);
      expect(await again).toBe('UNKNOWN_TOPIC_OR_PARTITION');
    },
  },
  {
    api: CreatePartitions,
    run: async ({ client, name }) => {
      await createTopic(client, name);
      await createPartitions(client, name, 3);
      await untilLed(client, name, 3);
      expect(await createPartitions(client, name, 2).catch(brokerErrorName)).toBe('INVALID_PARTITIONS');
    },
  },
  {
    api: DescribeConfigs,
    run: async ({ world, client, version, name }) => {
      const configs = { [SEGMENT]: '7654321' };
      await createTopics(client, [{ name, partitions: 1, replicationFactor: 1, configs }]);
      const found = await eventually(() =>
        describeConfigs(client, [{ topic: name }, { topic: world.topic }]),
      );
      expect([...found.keys()].sort()).toEqual([name, world.topic].sort());
      const own = version >= 1 ? 'topic' : 'other';
      const entry = { name: SEGMENT, value: '7654321', source: own };
      expect(found.get(name)?.get(SEGMENT)).toEqual(entry);
      // Brokers that know better versions leave out in version 0 what is default.
      if (version >= 1) expect(found.get(world.topic)?.get(SEGMENT)?.source).toBe('default');
      const { id } = world.release.cluster.brokers[0]!;
      const broker = (await describeConfigs(client, [{ broker: id }])).get(String(id));
      const source = version >= 1 ? 'static-broker' : 'other';
      expect(broker?.get('log.dirs')).toMatchObject({ source });
      await expect(describeConfigs(client, [{ topic: `${name}-missing` }])).rejects.toMatchObject({
        code: 'KAFKA_TOPIC_UNKNOWN',
      });
    },
  },
  { api: IncrementalAlterConfigs, run: changeConfigs },
  { api: AlterConfigs, without: [IncrementalAlterConfigs], run: changeConfigs },
  {
    api: AlterPartitionReassignments,
    run: async ({ world, client, name }) => {
      await createTopic(client, name);
      const { id } = world.release.cluster.brokers[0]!;
      const where = { topic: name, partition: 0 };
      await reassignPartitions(client, [{ ...where, replicas: [id] }]);
      const away = reassignPartitions(client, [{ ...where, replicas: [id + 1] }]);
      expect(await away.catch(brokerErrorName)).toBe('INVALID_REPLICA_ASSIGNMENT');
      const cancel = reassignPartitions(client, [{ ...where, replicas: null }]);
      expect(await cancel.catch(brokerErrorName)).toBe('NO_REASSIGNMENT_IN_PROGRESS');
    },
  },
  {
    api: ListPartitionReassignments,
    run: async ({ world, client }) => {
      expect(await listReassignments(client)).toEqual([]);
      expect(await listReassignments(client, [{ topic: world.topic, partition: 0 }])).toEqual([]);
    },
  },
  {
    api: ElectLeaders,
    run: async ({ world, client, version }) => {
      const where = { topic: world.topic, partition: 0 };
      await electLeaders(client, [where]);
      if (version >= 1) await electLeaders(client, [where], 'unclean');
      const missing = electLeaders(client, [{ ...where, partition: 7 }]);
      expect(await missing.catch(brokerErrorName)).toBe('UNKNOWN_TOPIC_OR_PARTITION');
    },
  },
];
