import {
  describeAcls,
  describeConfigs,
  describeGroup,
  describeLogDirectories,
  describeQuotas,
  describeScramUsers,
  fetchGroupOffsets,
  KafkaClient,
  listGroups,
  listOffsets,
  logEndOffsets,
  OFFSET_LATEST,
  protocolOf,
} from '@mqferry/kafka';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeCluster, startFakeCluster } from '../../src/console/fake-broker.ts';
import { groupName, syntheticCluster, topicName } from '../../src/console/synthetic-cluster.ts';

const SIZE = { topics: 20, groups: 12, acls: 7, users: 5, quotas: 3 };
const cluster = syntheticCluster('tested', SIZE);

let fake: FakeCluster;
let client: KafkaClient;

const clientOf = ({ bootstrap }: FakeCluster): KafkaClient => {
  const [host, port] = bootstrap.split(',')[0]!.split(':');
  return new KafkaClient({ bootstrap: [{ host: host!, port: Number(port) }] });
};

beforeEach(async () => {
  fake = await startFakeCluster(cluster);
  client = clientOf(fake);
});

afterEach(async () => {
  await client.close();
  fake.close();
});

test('tells the same of topics as the cluster is made of', async () => {
  const { topics, brokers, clusterId } = await client.metadata();
  expect([topics.size, brokers.size, clusterId]).toEqual([SIZE.topics + 1, 6, 'tested']);
  const partitions = [...topics.values()].reduce((sum, { partitions: of }) => sum + of.length, 0);
  expect(partitions).toBe(2 * 50 + 50);
  const where = { topic: topicName(9), partition: 11 };
  const end = cluster.topics.get(where.topic)!.partitions[11]!.end;
  expect(await listOffsets(client, [where], OFFSET_LATEST)).toEqual(await logEndOffsets(client, [where]));
  expect([...(await logEndOffsets(client, [where])).values()]).toEqual([end]);
  const configs = (await describeConfigs(client, [{ topic: topicName(5) }])).get(topicName(5))!;
  expect(configs.get('cleanup.policy')).toEqual({
    name: 'cleanup.policy',
    value: 'compact',
    source: 'topic',
  });
  expect(configs.get('retention.bytes')?.source).toBe('default');
  const directories = await describeLogDirectories(client);
  expect(directories.reduce((sum, { replicas }) => sum + replicas.size, 0)).toBe(3 * partitions);
  expect(await protocolOf(client, 1)).toEqual({ release: '3.9', kraft: true });
});

test('tells the same of groups, whoever is asked', async () => {
  expect((await listGroups(client)).map(({ groupId }) => groupId)).toHaveLength(SIZE.groups);
  const { state, members } = await describeGroup(client, groupName(2));
  const offsets = await fetchGroupOffsets(client, groupName(2));
  expect(state).toBe('Stable');
  expect(members.flatMap(({ assigned }) => assigned ?? [])).toHaveLength(offsets.length);
  expect((await describeGroup(client, 'nobody')).state).toBe('Dead');
});

test('has as many access rights, users and quotas as are wanted', async () => {
  expect(await describeAcls(client)).toHaveLength(SIZE.acls);
  expect((await describeScramUsers(client)).size).toBe(SIZE.users);
  expect(await describeQuotas(client)).toHaveLength(SIZE.quotas);
});

test('keeps what it is asked until it goes on', async () => {
  const other = await startFakeCluster(cluster);
  const elsewhere = clientOf(other);
  await Promise.all([listGroups(client), listGroups(elsewhere)]);
  fake.pause();
  let told = false;
  const asked = listGroups(client).then((groups) => {
    told = true;
    return groups;
  });
  await listGroups(elsewhere);
  await listGroups(elsewhere);
  expect(told).toBe(false);
  fake.resume();
  expect(await asked).toHaveLength(SIZE.groups);
  await elsewhere.close();
  other.close();
});
