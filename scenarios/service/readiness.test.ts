import type { Answer, Client, Routes } from '@mqferry/api';
import { commitGroupOffsets, describeGroup, JoinGroup, listGroups } from '@mqferry/kafka';
import { beforeAll, expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { produceText } from '../lib/producers.ts';
import { addPair, change, type ServiceProcess, startFirstService, untilInStep } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
/** `calm` is ready; each of the others is held back by what it is named after; `beside` moves with `held`. */
const TOPICS = ['beside', 'calm', 'held', 'joined', 'late'];

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
let service: ServiceProcess;
let id: string;

type Scan = Answer<Routes['getReadiness']>;

const scanOf = (api: Client) => api.getReadiness({ params: { id }, query: {} });

/** Asks for a scan and waits for what it finds. */
const scan = async (): Promise<Scan> => {
  const { api } = service;
  const before = await scanOf(api);
  await until('no other scan is under way', MINUTE_MS, async () => !(await scanOf(api)).scanning);
  await api.scanReadiness({ params: { id } });
  return until('the scan is done', MINUTE_MS, async () => {
    const now = await scanOf(api);
    return !now.scanning && now.scannedAt !== before.scannedAt && now;
  });
};

/** The codes of what is in the way, by topic or group. */
const reasonsIn = ({ items }: Scan) =>
  Object.fromEntries(
    items.map(({ kind, name, verdict, reasons }) => [
      `${kind} ${name}`,
      verdict === 'ready' ? 'ready' : reasons.map(({ code }) => code),
    ]),
  );

/** A member that joins and never takes what it is assigned: its group stays in the middle of a rebalance. */
const joinAndStop = async (group: string): Promise<void> => {
  const { onSource } = pair();
  const join = (memberId: string) =>
    onSource.send(
      JoinGroup,
      {
        ...{ groupId: group, sessionTimeoutMs: 600_000, rebalanceTimeoutMs: 600_000, memberId },
        ...{ groupInstanceId: null, protocolType: 'consumer', reason: null },
        protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
      },
      { group },
    );
  const { memberId } = await join('');
  await join(memberId);
};

beforeAll(async () => {
  const { source, onSource, folder } = pair();
  for (const topic of TOPICS) {
    await newTopic(onSource, topic, 1);
    await produceText(reach(source), topic, [{ key: 'key', value: 'value' }]);
  }
  const at = (topic: string) => ({ topic, partition: 0, offset: 1n, metadata: null });
  for (const [group, ...topics] of [
    ['calm-readers', 'calm'],
    ['both', 'held', 'beside'],
    ['joiners', 'joined'],
  ])
    await commitGroupOffsets(onSource, group!, topics.map(at));
  service = await startFirstService(`${folder}/service`);
  const { api } = service;
  const body = { name: 'move', ...(await addPair(api, pair())) };
  const selection = { groups: '.*', topics: TOPICS.join('|') };
  id = (await api.createMigration({ body: { ...body, selection } })).id;
  await api.planMigration({ params: { id } });
  await change(api, { operation: 'start', migrationId: id });
  await untilInStep(api, id, TOPICS.length);
}, 3 * MINUTE_MS);

it('scans a running migration without being asked, and finds what is in step ready', {
  timeout: 2 * MINUTE_MS,
}, async () => {
  const { api } = service;
  await until('a scan was made by itself', MINUTE_MS, async () => (await scanOf(api)).scannedAt !== null);
  const found = await until('everything is ready', MINUTE_MS, async () => {
    const now = await scan();
    return now.topics.ready === TOPICS.length && now.groups.ready === 3 && now;
  });
  expect(found).toMatchObject({
    intervalMinutes: 60,
    topics: { ready: TOPICS.length, notReady: 0, unknown: 0 },
    total: TOPICS.length + 3,
  });
});

it('names what is in the way of each topic and group', { timeout: 3 * MINUTE_MS }, async () => {
  const { onSource, source } = pair();
  const { api } = service;
  const producer = await TransactionalProducer.open(onSource, 'payments');
  const open = {
    key: Buffer.from('key'),
    value: Buffer.from('not committed'),
    timestamp: BigInt(Date.now()),
  };
  await producer.write({ topic: 'held', partition: 0 }, [open]);
  await joinAndStop('joiners');
  expect((await describeGroup(onSource, 'joiners')).state).toBe('CompletingRebalance');
  const { migration } = await api.getMigration({ params: { id } });
  await api.changeMigration({
    params: { id },
    body: { revision: migration.revision, bytesPerSecond: 1_000 },
  });
  const value = 'x'.repeat(1_000);
  await produceText(
    reach(source),
    'late',
    Array.from({ length: 500 }, (_, i) => ({ key: String(i), value })),
    { 'compression.type': 'none' },
  );
  const found = await until('the copy is seen to be behind', MINUTE_MS, async () => {
    const now = await scan();
    const late = now.items.find(({ name }) => name === 'late');
    return late?.verdict === 'not-ready' && now;
  });
  expect(reasonsIn(found)).toMatchObject({
    'topic beside': ['READINESS_UNIT_NOT_READY'],
    'topic calm': 'ready',
    'topic held': expect.arrayContaining(['READINESS_TRANSACTION_OPEN']),
    'topic joined': ['READINESS_GROUP_REBALANCING'],
    'topic late': expect.arrayContaining(['MIGRATION_TOPIC_BEHIND']),
    'group calm-readers': 'ready',
    'group both': ['READINESS_GROUP_TOPICS'],
    'group joiners': ['READINESS_GROUP_REBALANCING', 'READINESS_GROUP_TOPICS'],
  });
  await producer.end(false);
  expect((await listGroups(onSource)).some(({ groupId }) => groupId === 'joiners')).toBe(true);
});

it('tells a part of them, and is scanned only when asked once that is chosen', async () => {
  const { api } = service;
  const part = await api.getReadiness({
    params: { id },
    query: { kind: 'topic', verdict: 'not-ready', search: 'JOIN', limit: 1 },
  });
  expect([part.total, part.items.map(({ name }) => name)]).toEqual([1, ['joined']]);
  await api.scheduleReadiness({ params: { id }, body: { intervalMinutes: null } });
  expect((await scanOf(api)).intervalMinutes).toBeNull();
  expect((await scan()).items.length).toBe(TOPICS.length + 3);
});

it('tells of a target that does not answer, and never calls that ready', {
  timeout: 2 * MINUTE_MS,
}, async () => {
  await pair().target.stop();
  const found = await scan();
  expect(found.topics).toEqual({ ready: 0, notReady: TOPICS.length, unknown: 0 });
  for (const { kind, reasons } of found.items)
    if (kind === 'topic') expect(reasons.map(({ code }) => code)).toContain('READINESS_TARGET_UNREACHABLE');
});
