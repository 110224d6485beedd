import { randomUUID } from 'node:crypto';
import type { Client } from '@mqferry/api';
import { describeConfigs, fetchGroupOffsets, type KafkaClient, partitionText } from '@mqferry/kafka';
import { beforeAll, expect, it } from 'vitest';
import { type Pair, reach, usePair } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { readAsGroup } from '../lib/kafka-log.ts';
import { produceText } from '../lib/producers.ts';
import {
  addPair,
  change,
  type ServiceProcess,
  startFirstService,
  startService,
  untilInStep,
} from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const TOPICS = ['orders', 'payments'];
const GROUP = 'billing';
const RETENTION = '3600000';

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
let service: ServiceProcess;
let token: string;
let id: string;

const textOf = (what: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ key: `key ${i}`, value: `${what} ${i}` }));

const write = async (at: Pair['source'], what: string): Promise<void> => {
  for (const topic of TOPICS) await produceText(reach(at), topic, textOf(`${what} of ${topic}`, 200));
};

const retentionOf = async (client: KafkaClient): Promise<(string | null | undefined)[]> => {
  const configs = await describeConfigs(
    client,
    TOPICS.map((topic) => ({ topic })),
  );
  return TOPICS.map((topic) => configs.get(topic)?.get('retention.ms')?.value);
};

const stageOf = async (api: Client): Promise<string> =>
  (await api.listSwitches({ params: { id } })).at(-1)!.stage;

const untilStage = async (api: Client, stage: string): Promise<void> => {
  await until(`the switch is at ${stage}`, 2 * MINUTE_MS, async () => (await stageOf(api)) === stage);
};

/** Consumes as the group from where it stands, and gives the first offset read of each partition. */
const consume = (at: Pair['source'], topic: string, records: number) =>
  readAsGroup(reach(at), GROUP, topic, records);

beforeAll(async () => {
  const { source, onSource, folder } = pair();
  for (const topic of TOPICS) await newTopic(onSource, topic, 2, { 'retention.ms': RETENTION });
  await write(source, 'first');
  for (const topic of TOPICS) await consume(source, topic, 50);
  const started = await startFirstService(`${folder}/service`);
  service = started;
  token = started.token;
}, 2 * MINUTE_MS);

it('tells what is wrong with an address', async () => {
  const answer = await service.api.testConnection({ body: { properties: 'bootstrap.servers=127.0.0.1:1' } });
  expect(answer).toMatchObject({ ok: false, step: 'tcp' });
});

it('plans a migration and copies by the plan that was confirmed only', {
  timeout: 3 * MINUTE_MS,
}, async () => {
  const { api } = service;
  const { onSource } = pair();
  const made = await api.createMigration({
    body: { name: 'move', ...(await addPair(api, pair())), selection: { groups: GROUP } },
  });
  id = made.id;
  const start = { operation: 'start', migrationId: id } as const;
  await expect(api.planOperation({ body: { change: start } })).rejects.toMatchObject({
    code: 'MIGRATION_NOT_PLANNED',
  });
  const plan = await api.planMigration({ params: { id } });
  expect(plan.topics.map(({ topic, action, mode }) => [topic, action, mode])).toEqual(
    TOPICS.map((topic) => [topic, 'create', 'identity']),
  );
  expect(plan.groups).toEqual([GROUP]);
  const { hash } = await api.planOperation({ body: { change: start } });
  await newTopic(onSource, 'late', 1);
  await expect(api.applyOperation({ body: { change: start, hash } })).rejects.toMatchObject({
    code: 'MIGRATION_WORLD_MOVED',
  });
  expect((await pair().onTarget.refreshMetadata()).topics.has('orders')).toBe(false);
  const { migration } = await api.getMigration({ params: { id } });
  await api.changeMigration({
    params: { id },
    body: { revision: migration.revision, selection: { topics: TOPICS.join('|'), groups: GROUP } },
  });
  await api.planMigration({ params: { id } });
  expect(await change(api, start)).toEqual(['startCopy']);
  await untilInStep(api, id, TOPICS.length);
  expect(await retentionOf(pair().onTarget)).toEqual(['-1', '-1']);
  const metrics = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect(await metrics.text()).toContain(
    'mqferry_copied_records_total{migration="move",way="forward",topic="orders"} 200',
  );
});

it('goes on after it was killed', { timeout: 3 * MINUTE_MS }, async () => {
  const { source, folder } = pair();
  service.process.kill('SIGKILL');
  await service.process.exited;
  await write(source, 'while nobody copied');
  service = await startService(`${folder}/service`, token);
  await untilInStep(service.api, id, TOPICS.length);
  await expectEqualLogs(reach(source), reach(pair().target), TOPICS);
});

it('moves applications at the same offsets, when every gate has been passed', {
  timeout: 5 * MINUTE_MS,
}, async () => {
  const { api } = service;
  const { source, target, onSource, onTarget } = pair();
  const wanted = {
    operation: 'switch',
    migrationId: id,
    topics: TOPICS,
    runbook: 'same-offset',
    denyWrites: false,
  } as const;
  const apart = { ...wanted, topics: ['orders'] };
  await expect(api.planOperation({ body: { change: apart } })).rejects.toMatchObject({
    code: 'MIGRATION_UNIT_SPLIT',
    parameters: { topics: 'payments', bonds: `group.id=${GROUP}` },
  });
  const split = await api.planOperation({ body: { change: { ...apart, splitUnits: true } } });
  expect(split.steps).toMatchObject([
    { verb: 'splitUnit', args: { topics: ['orders'], left: ['payments'] } },
    { verb: 'beginSwitch', args: { topics: ['orders'] } },
  ]);
  expect(await change(api, wanted)).toEqual(['beginSwitch']);
  await write(source, 'the last');
  await until('the producers are seen to write', MINUTE_MS, async () => {
    const [moving] = await api.listSwitches({ params: { id } });
    return moving!.gates.some(({ standing }) => standing === 'fail');
  });
  expect(await stageOf(api)).toBe('stopping');
  await untilStage(api, 'on-target');
  await expectEqualLogs(reach(source), reach(target), TOPICS);
  const at = async (client: KafkaClient) =>
    Object.fromEntries(
      (await fetchGroupOffsets(client, GROUP)).map((each) => [partitionText(each), each.offset]),
    );
  expect(await at(onTarget)).toEqual(await at(onSource));
  await write(target, 'on the new cluster');
  await until('what is written there is copied back', 2 * MINUTE_MS, async () => {
    const [moved] = await api.listSwitches({ params: { id } });
    return moved!.wayBack?.open === true && moved!.wayBack.lag === 0n;
  });
  await expectEqualLogs(reach(source), reach(target), TOPICS);
});

it('moves them back without losing what was written there, and there again, and completes', {
  timeout: 6 * MINUTE_MS,
}, async () => {
  const { api } = service;
  const { source, target, onSource, onTarget } = pair();
  const [moved] = await api.listSwitches({ params: { id } });
  await change(api, { operation: 'switchBack', switchId: moved!.id });
  await untilStage(api, 'returned');
  await write(source, 'back on the old cluster');
  await untilInStep(api, id, TOPICS.length);
  await expectEqualLogs(reach(source), reach(target), TOPICS);
  const complete = { operation: 'complete', migrationId: id } as const;
  await expect(api.planOperation({ body: { change: complete } })).rejects.toMatchObject({
    code: 'MIGRATION_TRAFFIC_ON_SOURCE',
  });
  await change(api, {
    operation: 'switch',
    migrationId: id,
    topics: TOPICS,
    runbook: 'same-offset',
    denyWrites: false,
  });
  await untilStage(api, 'on-target');
  await write(target, 'for good');
  expect(await change(api, complete)).toEqual([
    ...['endCopy', 'restoreSettings', 'restoreSettings', 'completeMigration'],
  ]);
  for (const client of [onSource, onTarget])
    expect(await retentionOf(client)).toEqual([RETENTION, RETENTION]);
  const { migration } = await api.getMigration({ params: { id } });
  expect(migration.sentence.copy.en).toBe('Completed');
  await expect(api.getMigration({ params: { id: randomUUID() } })).rejects.toMatchObject({
    code: 'API_NOT_FOUND',
  });
});

it('ends in order, and leaves no process behind', async () => {
  service.process.kill('SIGTERM');
  expect(await service.process.exited).toMatchObject({ code: 0, signal: null });
});
