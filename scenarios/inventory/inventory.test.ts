import { type Client, createClient } from '@mqferry/api';
import { Hidden } from '@mqferry/core';
import {
  commitGroupOffsets,
  createTopics,
  deleteGroup,
  deleteTopics,
  KafkaClient,
  loadClientProperties,
} from '@mqferry/kafka';
import type { KafkaOptions } from '@mqferry/sandbox';
import { beforeAll, expect, it } from 'vitest';
import { type Pair, reach, usePair } from '../lib/clusters.ts';
import { readAsGroup } from '../lib/kafka-log.ts';
import { produceText } from '../lib/producers.ts';
import { type ServiceProcess, startFirstService, startService } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { acls, configs, describedGroup, describedTopics, listedAcls } from './kafka-commands.ts';

const MINUTE_MS = 60_000;
const LISTENER = 'SASL_PLAINTEXT';
const GROUP = 'billing';
const PASSWORD = 'a-new-password-for-alice';
const MANY = 500;

const secured = (version: KafkaOptions['version'], users: Record<string, string>): KafkaOptions => ({
  ...{ version, listeners: ['PLAINTEXT', LISTENER], authorizer: true },
  sasl: { mechanisms: ['SCRAM-SHA-256', 'SCRAM-SHA-512'], users },
});

const pair = usePair(
  secured('2.8.2', { alice: 'alice-secret', bob: 'bob-secret' }),
  secured('4.3.1', { admin: 'admin-secret' }),
);
let service: ServiceProcess;
let token: string;
let ids: { readonly sourceId: string; readonly targetId: string };

const all = { offset: 0, limit: 500 } as const;
const api = (): Client => service.api;

/** Waits until nothing is shown any more that is from before now. */
const untilSeenAnew = (kind: 'topics' | 'acls' | 'users' | 'quotas', outcomes: Record<string, number>) =>
  until(`the comparison of ${kind} is up to date`, MINUTE_MS, async () => {
    const { counts } = await compared(kind);
    return Object.entries(outcomes).every(([name, count]) => counts?.[name as 'equal'] === count);
  });

const compared = (kind: 'topics' | 'acls' | 'users' | 'quotas') =>
  api().compareClusters({ query: { source: ids.sourceId, target: ids.targetId, kind, ...all } });

/** Plans a copy, confirms and applies it; gives its items and the task when it has ended. */
const copy = async (change: Parameters<Client['planOperation']>[0]['body']['change']) => {
  const { hash, steps } = await api().planOperation({ body: { change } });
  const { taskId } = await api().applyOperation({ body: { change, hash } });
  const { items } = steps[0]!.args as { items: { name: string; input: Record<string, unknown> }[] };
  return { taskId: taskId!, planned: items, task: await untilEnded(taskId!) };
};

const untilEnded = (id: string) =>
  until('the task has ended', 2 * MINUTE_MS, async () => {
    const task = await api().getTask({ params: { id } });
    return task.state === 'running' ? undefined : task;
  });

const fill = async ({ source, onSource, onTarget }: Pair): Promise<void> => {
  await newTopic(onSource, 'orders', 3, { 'retention.ms': '3600000', 'min.insync.replicas': '1' });
  await newTopic(onSource, 'state', 2, { 'cleanup.policy': 'compact' });
  await newTopic(onSource, 'tiny', 1, { 'segment.bytes': '16384' });
  await newTopic(onSource, 'kept', 1);
  await newTopic(onTarget, 'state', 5);
  await newTopic(onTarget, 'kept', 1);
  await newTopic(onTarget, 'new', 1);
  const records = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ key: `key ${i}`, value: `value ${i}` }));
  await produceText(reach(source), 'orders', records(200));
  await readAsGroup(reach(source), GROUP, 'orders', 200);
  await produceText(reach(source), 'orders', records(150));
};

beforeAll(async () => {
  const { source, target, folder } = pair();
  await fill(pair());
  const started = await startFirstService(`${folder}/service`);
  service = started;
  token = started.token;
  const add = async (name: string, bootstrap: string) =>
    (await api().addCluster({ body: { name, properties: `bootstrap.servers=${bootstrap}` } })).id;
  ids = {
    sourceId: await add('old', source.bootstrap.PLAINTEXT!),
    targetId: await add('new', target.bootstrap.PLAINTEXT!),
  };
}, 3 * MINUTE_MS);

it('shows brokers, topics and groups as Kafka’s own tools do', async () => {
  const { source } = pair();
  const params = { id: ids.sourceId };
  const old = await api().getClusterOverview({ params });
  expect(old.problems).toEqual([]);
  expect(old.brokers.map(({ protocol, isController }) => [protocol, isController])).toEqual([['2.8', true]]);
  expect(old.brokers[0]!.usedBytes).toBeGreaterThan(0n);
  expect(old.counts).toMatchObject({ topics: 4, groups: 1 });
  const recent = await api().getClusterOverview({ params: { id: ids.targetId } });
  expect(recent.brokers.map(({ protocol, isController }) => [protocol, isController])).toEqual([
    ['4.3', null],
  ]);

  const told = await describedTopics(reach(source));
  const { items, total } = await api().listTopics({ params, query: { ...all, internal: 'include' } });
  expect(total).toBe(told.size);
  expect(
    new Map(
      items.map(({ topic, partitions, replicationFactor, overrides }) => [
        topic,
        { partitions, replicationFactor, configs: overrides },
      ]),
    ),
  ).toEqual(told);
  const compacted = await api().listTopics({ params, query: { ...all, cleanup: 'compact' } });
  expect(compacted.items.map(({ topic }) => topic)).toEqual(['state']);

  const topic = await api().getTopic({ params: { ...params, topic: 'orders' } });
  expect(topic.partitions.reduce((sum, { start, end }) => sum + end! - start!, 0n)).toBe(350n);
  expect(topic.configs?.find(({ name }) => name === 'retention.ms')).toEqual({
    ...{ name: 'retention.ms', value: '3600000', source: 'topic', isDefault: false },
  });
  expect(topic.groups).toEqual([{ group: GROUP, state: 'Empty', lag: 150n }]);

  const group = await api().getGroup({ params: { ...params, group: GROUP } });
  const offsets = group.offsets!.map((of) => `${of.topic} ${of.partition} ${of.offset} ${of.end} ${of.lag}`);
  expect(offsets).toEqual(await describedGroup(reach(source), GROUP));
  const groups = await api().listGroups({ params, query: { ...all, topic: 'orders', sort: 'lag' } });
  expect(groups.items).toMatchObject([{ group: GROUP, type: 'classic', members: 0, lag: 150n }]);
});

it('reads groups from the topic of offsets as coordinators tell them', async () => {
  const { source, target, onSource, onTarget } = pair();
  await produceText(reach(target), 'new', [{ key: 'k', value: 'v' }]);
  await readAsGroup(reach(target), 'reader', 'new', 1);
  for (const [id, at, client] of [
    [ids.sourceId, source, onSource],
    [ids.targetId, target, onTarget],
  ] as const) {
    const topic = at === source ? 'orders' : 'new';
    await commitGroupOffsets(client, 'forgotten', [{ topic, partition: 0, offset: 1n, metadata: null }]);
    await deleteGroup(client, 'forgotten');
    const groups = async (from: 'coordinators' | 'offsets-topic') => {
      const { items, problems } = await api().listGroups({ params: { id }, query: { ...all, from } });
      expect(problems).toEqual([]);
      return items.map(({ group, protocolType, members, topics, lag }) => ({
        ...{ group, protocolType, members, topics, lag },
      }));
    };
    const told = await until('the group that was deleted is not told any more', MINUTE_MS, async () => {
      const coordinators = await groups('coordinators');
      return coordinators.length === 1 && coordinators;
    });
    expect(await groups('offsets-topic')).toEqual(told);
  }
});

it('tells what there is not, and what cannot be reached, without waiting for it', async () => {
  const params = { id: ids.sourceId };
  await expect(api().getTopic({ params: { ...params, topic: 'none' } })).rejects.toMatchObject({
    code: 'KAFKA_TOPIC_UNKNOWN',
  });
  await expect(api().getGroup({ params: { ...params, group: 'a/b' } })).rejects.toMatchObject({
    code: 'INVENTORY_GROUP_UNKNOWN',
  });
  const { id } = await api().addCluster({
    body: { name: 'gone', properties: 'bootstrap.servers=127.0.0.1:1' },
  });
  const gone = await api().listTopics({ params: { id }, query: all });
  expect(gone).toMatchObject({ asOf: null, items: [], total: null });
  expect(gone.problems[0]).toMatchObject({ part: 'topics', problem: { code: 'KAFKA_UNREACHABLE' } });
  await api().deleteCluster({ params: { id } });
});

it('compares topics by the policy that it shows', async () => {
  const { items, counts, problems } = await compared('topics');
  expect(problems).toEqual([]);
  expect(counts).toEqual({ sourceOnly: 2, targetOnly: 1, differing: 1, equal: 1 });
  expect(items.find(({ name }) => name === 'state')?.differences).toEqual([
    { aspect: 'partitions', source: '2', target: '5' },
    { aspect: 'cleanup.policy', source: 'compact', target: 'delete' },
  ]);
  const policy = await api().getConfigPolicy({});
  expect(policy.find(({ name }) => name === 'segment.bytes')?.manner).toBe('adapted');
});

it('copies topics after a dry run; what failed has its reason, and is tried again', {
  timeout: 4 * MINUTE_MS,
}, async () => {
  const { target, onTarget } = pair();
  const change = {
    ...({ operation: 'copyTopics', ...ids } as const),
    topics: ['tiny', 'orders', 'state', 'kept'],
    changes: { orders: { partitions: 6 } },
  };
  const before = await describedTopics(reach(target));
  const { planned, task, taskId } = await copy(change);
  expect(planned.map(({ name, input }) => [name, input.action, input.partitions, input.compacted])).toEqual([
    ['kept', 'exists', 1, false],
    ['orders', 'create', 6, false],
    ['state', 'exists', 2, true],
    ['tiny', 'create', 1, false],
  ]);
  expect([...before.keys()]).not.toContain('orders');
  expect(task).toMatchObject({
    state: 'partly-failed',
    counts: { total: 4, done: 2, skipped: 1, failed: 1 },
  });
  const failed = await api().listTaskItems({ params: { id: taskId }, query: { ...all, state: 'failed' } });
  expect(failed.items).toMatchObject([{ name: 'state', reason: { code: 'METADATA_PARTITIONS_DIFFER' } }]);
  const after = await describedTopics(reach(target));
  expect(after.get('orders')).toMatchObject({ partitions: 6, configs: { 'retention.ms': '3600000' } });
  expect(after.get('tiny')!.configs).toMatchObject({ 'segment.bytes': '1048576' });

  await deleteTopics(onTarget, ['state']);
  await until(
    'the topic is gone',
    MINUTE_MS,
    async () => !(await onTarget.refreshMetadata()).topics.has('state'),
  );
  await api().retryTask({ params: { id: taskId } });
  expect(await untilEnded(taskId)).toMatchObject({ state: 'succeeded' });
  expect((await describedTopics(reach(target))).get('state')).toMatchObject({
    ...{ partitions: 2, configs: { 'cleanup.policy': 'compact' } },
  });
});

it('reads topics straight from ZooKeeper, for an administrator', { timeout: 3 * MINUTE_MS }, async () => {
  const { source, target, onSource } = pair();
  const zookeeper = source.zookeeper!;
  const planned = async (change: object) => {
    const { steps } = await api().planOperation({
      body: {
        change: { ...({ operation: 'copyTopics', ...ids } as const), topics: ['orders', 'tiny'], ...change },
      },
    });
    return steps;
  };
  expect(await planned({ zookeeper })).toEqual(await planned({}));
  const matching = { zookeeper, topics: undefined, matching: 'orders|tin.' };
  expect(await planned(matching)).toEqual(await planned({}));
  await expect(planned({ topics: undefined, matching: 'none' })).rejects.toMatchObject({
    code: 'METADATA_NO_TOPICS',
  });
  await newTopic(onSource, 'old', 3, { 'cleanup.policy': 'compact', 'delete.retention.ms': '5' });
  const change = { ...({ operation: 'copyTopics', ...ids } as const), topics: ['old'], zookeeper };
  expect((await copy(change)).task.state).toBe('succeeded');
  expect((await describedTopics(reach(target))).get('old')).toMatchObject({
    ...{ partitions: 3, configs: { 'cleanup.policy': 'compact', 'delete.retention.ms': '5' } },
  });
  const { secret } = await api().createToken({ body: { name: 'operator', role: 'operator' } });
  const operator = createClient({ url: service.url, token: secret });
  await expect(operator.planOperation({ body: { change } })).rejects.toMatchObject({
    code: 'API_ROLE_TOO_LOW',
  });
  await expect(planned({ zookeeper: `${zookeeper}/none` })).rejects.toMatchObject({
    code: 'ZOOKEEPER_NO_KAFKA',
  });
});

it('refuses a plan that is not what would be done now', async () => {
  const { onSource, onTarget } = pair();
  await newTopic(onSource, 'late', 1);
  const change = { ...({ operation: 'copyTopics', ...ids } as const), topics: ['late'] };
  const { hash } = await api().planOperation({ body: { change } });
  await newTopic(onTarget, 'late', 1);
  await expect(api().applyOperation({ body: { change, hash } })).rejects.toMatchObject({
    code: 'MIGRATION_WORLD_MOVED',
  });
});

it('copies access rights, those of chosen principals first', { timeout: 3 * MINUTE_MS }, async () => {
  const [source, target] = [reach(pair().source), reach(pair().target)];
  await acls(source, '--add', '--allow-principal', 'User:alice', '--operation', 'WRITE', '--topic', 'orders');
  const prefixed = ['--topic', 'orders', '--resource-pattern-type', 'prefixed'];
  await acls(source, '--add', '--allow-principal', 'User:alice', '--operation', 'READ', ...prefixed);
  await acls(source, '--add', '--deny-principal', 'User:bob', '--operation', 'WRITE', '--topic', '*');
  await untilSeenAnew('acls', { sourceOnly: 3 });
  const chosen = await copy({ operation: 'copyAcls', ...ids, principals: ['User:alice'] });
  expect(chosen.task).toMatchObject({ state: 'succeeded', counts: { total: 2, done: 2 } });
  expect((await listedAcls(target)).length).toBe(2);
  expect((await copy({ operation: 'copyAcls', ...ids })).planned.map(({ name }) => name)).toEqual([
    'DENY User:bob from * WRITE TOPIC *',
  ]);
  expect(await listedAcls(target)).toEqual(await listedAcls(source));
  await expect(
    api().planOperation({ body: { change: { operation: 'copyAcls', ...ids } } }),
  ).rejects.toMatchObject({ code: 'METADATA_NOTHING_TO_COPY' });
  await untilSeenAnew('acls', { sourceOnly: 0, equal: 3 });
});

it('makes users with new passwords, which nobody can read', { timeout: 3 * MINUTE_MS }, async () => {
  const { target, source } = pair();
  const users = await api().listScramUsers({ params: { id: ids.sourceId }, query: all });
  expect(users.items.map(({ user }) => user).sort()).toEqual(['admin', 'alice', 'bob']);
  const change = (password: string | undefined) => ({
    ...({ operation: 'copyUsers', ...ids } as const),
    users: [{ user: 'alice', ...(password === undefined ? {} : { password: new Hidden(password) }) }],
  });
  await expect(api().planOperation({ body: { change: change(undefined) } })).rejects.toMatchObject({
    code: 'METADATA_PASSWORD_MISSING',
    parameters: { users: 'alice' },
  });
  const { task, planned } = await copy(change(PASSWORD));
  expect(planned.map(({ name }) => name)).toEqual(['alice SCRAM-SHA-256', 'alice SCRAM-SHA-512']);
  expect(task).toMatchObject({ state: 'succeeded', counts: { done: 2 } });
  const of = ['--describe', '--entity-type', 'users', '--entity-name', 'alice'];
  expect(await configs(reach(target), ...of)).toEqual(await configs(reach(source), ...of));

  const module = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  const { config } = await loadClientProperties({
    text: `bootstrap.servers=${target.bootstrap[LISTENER]}
security.protocol=${LISTENER}
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=${module} required username="alice" password="${PASSWORD}";`,
  });
  const alice = new KafkaClient(config);
  expect((await alice.metadata()).brokers.size).toBe(1);
  await alice.close();

  const { items } = await api().listAudit({ query: all });
  expect(items.filter(({ subject }) => subject === 'copyUsers').length).toBeGreaterThan(1);
  expect(JSON.stringify(items) + service.process.text).not.toContain(PASSWORD);
});

it('copies quotas', { timeout: 3 * MINUTE_MS }, async () => {
  const [source, target] = [reach(pair().source), reach(pair().target)];
  const alter = (entity: string[], quota: string) =>
    configs(source, '--alter', ...entity, '--add-config', quota);
  await alter(['--entity-type', 'users', '--entity-name', 'alice'], 'producer_byte_rate=1048576');
  await alter(['--entity-type', 'clients', '--entity-default'], 'consumer_byte_rate=2097152');
  await untilSeenAnew('quotas', { sourceOnly: 2 });
  const { planned, task } = await copy({ operation: 'copyQuotas', ...ids });
  expect(planned.map(({ name }) => name)).toEqual(['client (default)', 'user alice']);
  expect(task.state).toBe('succeeded');
  await untilSeenAnew('quotas', { equal: 2, sourceOnly: 0 });
  const of = ['--describe', '--entity-type', 'clients'];
  expect(await configs(target, ...of)).toEqual(await configs(source, ...of));
});

it('goes on with a task after it was killed', { timeout: 5 * MINUTE_MS }, async () => {
  const { onSource, onTarget, target, folder } = pair();
  const names = Array.from({ length: MANY }, (_, i) => `bulk-${String(i).padStart(3, '0')}`);
  await createTopics(
    onSource,
    names.map((name) => ({ name, partitions: 1, replicationFactor: 1 })),
  );
  const change = { ...({ operation: 'copyTopics', ...ids } as const), topics: names };
  const { hash } = await api().planOperation({ body: { change } });
  const { taskId } = await api().applyOperation({ body: { change, hash } });
  const half = await until('a part of it is done', MINUTE_MS, async () => {
    const task = await api().getTask({ params: { id: taskId! } });
    return task.counts.done > 0 ? task : undefined;
  });
  service.process.kill('SIGKILL');
  await service.process.exited;
  expect(half.counts.pending).toBeGreaterThan(0);
  service = await startService(`${folder}/service`, token);
  expect(await untilEnded(taskId!)).toMatchObject({ state: 'succeeded', counts: { failed: 0, total: MANY } });
  await until('brokers know all that was created', MINUTE_MS, async () => {
    const { topics } = await onTarget.refreshMetadata();
    return names.every((name) => topics.has(name));
  });
  const there = await describedTopics(reach(target));
  expect(names.filter((name) => !there.has(name))).toEqual([]);
  service.process.kill('SIGTERM');
  expect(await service.process.exited).toMatchObject({ code: 0 });
});
