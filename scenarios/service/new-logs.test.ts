import type { Client, OperationInput } from '@mqferry/api';
import { fetchGroupOffsets } from '@mqferry/kafka';
import { beforeAll, expect, it } from 'vitest';
import { type Pair, reach, usePair } from '../lib/clusters.ts';
import { readAsGroup } from '../lib/kafka-log.ts';
import { produceText } from '../lib/producers.ts';
import { addPair, change, type ServiceProcess, startFirstService } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const RECORDS = 60;

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
let service: ServiceProcess;
let clusters: Awaited<ReturnType<typeof addPair>>;

beforeAll(async () => {
  service = await startFirstService(`${pair().folder}/service`);
  clusters = await addPair(service.api, pair());
}, 2 * MINUTE_MS);

const write = (at: Pair['source'], topic: string): Promise<void> =>
  produceText(
    reach(at),
    topic,
    Array.from({ length: RECORDS }, (_, i) => ({ key: 'key', value: `value ${i}` })),
  );

/** A group reads so many records, and gives the range of offsets that it has read. */
const read = async (at: Pair['source'], topic: string, records: number) =>
  (await readAsGroup(reach(at), `reader-of-${topic}`, topic, records)).get(0);

/** A topic on both clusters, of which a group has read half at the source, and a migration of it that copies nothing. */
const prepare = async (topic: string): Promise<string> => {
  const { source, onSource, onTarget } = pair();
  await newTopic(onSource, topic, 1);
  await newTopic(onTarget, topic, 1);
  await write(source, topic);
  await read(source, topic, RECORDS / 2);
  const { api } = service;
  const { id } = await api.createMigration({
    body: { name: topic, ...clusters, selection: { topics: topic } },
  });
  await api.planMigration({ params: { id } });
  return id;
};

const standings = async (api: Client, id: string): Promise<Record<string, string>> => {
  const [moving] = await api.listSwitches({ params: { id } });
  return Object.fromEntries(moving!.gates.map((gate) => [gate.id, gate.standing]));
};

const untilOnTarget = async (api: Client, id: string): Promise<void> => {
  await until('the applications are on the target', 2 * MINUTE_MS, async () => {
    const [moved] = await api.listSwitches({ params: { id } });
    return moved!.stage === 'on-target';
  });
};

it('order kept: consumers start on the target when the source is read to its end', {
  timeout: 4 * MINUTE_MS,
}, async () => {
  const [{ api }, { source, target, onTarget }, topic] = [service, pair(), 'ordered'];
  const id = await prepare(topic);
  const steps = await change(api, {
    operation: 'switch',
    migrationId: id,
    topics: [topic],
    runbook: 'order-kept',
    denyWrites: false,
  });
  expect(steps).toEqual(['beginSwitch', 'commitStartOffsets']);
  expect(await fetchGroupOffsets(onTarget, `reader-of-${topic}`)).toMatchObject([
    { topic, partition: 0, offset: 0n },
  ]);
  await write(target, topic);
  await until('all but the draining is passed', MINUTE_MS, async () => {
    const { 'source-drained': drained, ...others } = await standings(api, id);
    return drained === 'fail' && Object.values(others).every((standing) => standing === 'pass');
  });
  expect(await read(source, topic, RECORDS / 2)).toMatchObject({ first: 30n, last: 59n });
  await untilOnTarget(api, id);
  expect(await read(target, topic, RECORDS)).toMatchObject({ first: 0n, last: 59n });
  const [moved] = await api.listSwitches({ params: { id } });
  expect(moved!.wayBack).toMatchObject({
    open: true,
    reason: { en: expect.stringContaining('Nothing is copied') },
  });
});

it('order kept: a consumer that is early on the target keeps it from going on', {
  timeout: 4 * MINUTE_MS,
}, async () => {
  const [{ api }, { source, target }, topic] = [service, pair(), 'early'];
  const id = await prepare(topic);
  await change(api, {
    operation: 'switch',
    migrationId: id,
    topics: [topic],
    runbook: 'order-kept',
    denyWrites: false,
  });
  await write(target, topic);
  const early = readAsGroup(reach(target), `reader-of-${topic}`, topic, 2 * RECORDS);
  await until('it is seen', MINUTE_MS, async () => (await standings(api, id))['none-on-target'] === 'fail');
  await read(source, topic, RECORDS / 2);
  await until(
    'the source is read',
    MINUTE_MS,
    async () => (await standings(api, id))['source-drained'] === 'pass',
  );
  expect((await api.listSwitches({ params: { id } }))[0]!.stage).toBe('stopping');
  await write(target, topic);
  await early;
  await untilOnTarget(api, id);
});

it('order not needed: consumers run on both clusters until the source is read', {
  timeout: 4 * MINUTE_MS,
}, async () => {
  const [{ api }, { source, target }, topic] = [service, pair(), 'unordered'];
  const id = await prepare(topic);
  await change(api, {
    operation: 'switch',
    migrationId: id,
    topics: [topic],
    runbook: 'order-not-needed',
    denyWrites: false,
  });
  await write(target, topic);
  expect(await read(target, topic, RECORDS)).toMatchObject({ first: 0n, last: 59n });
  expect((await api.listSwitches({ params: { id } }))[0]!.stage).toBe('stopping');
  expect(await read(source, topic, RECORDS / 2)).toMatchObject({ first: 30n, last: 59n });
  await untilOnTarget(api, id);
  await change(api, { operation: 'complete', migrationId: id });
  const { migration } = await api.getMigration({ params: { id } });
  expect(migration.completed).toBe(true);
});

it('a topic that is copied is not moved to a new log', async () => {
  const [{ api }, { onSource }, topic] = [service, pair(), 'copied'];
  await newTopic(onSource, topic, 1);
  const { id } = await api.createMigration({
    body: { name: topic, ...clusters, selection: { topics: topic } },
  });
  await api.planMigration({ params: { id } });
  await change(api, { operation: 'start', migrationId: id });
  const wanted: OperationInput = {
    ...{ operation: 'switch', migrationId: id, topics: [topic] },
    ...{ runbook: 'order-kept', denyWrites: false },
  };
  await expect(api.planOperation({ body: { change: wanted } })).rejects.toMatchObject({
    code: 'MIGRATION_TOPIC_COPIED',
  });
});
