import { readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Client } from '@mqferry/api';
import { commitGroupOffsets } from '@mqferry/kafka';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acls, configs } from '../inventory/kafka-commands.ts';
import { connect, reach, useClusters, useFolder } from '../lib/clusters.ts';
import { totalEnd } from '../lib/ends.ts';
import { readAsGroup } from '../lib/kafka-log.ts';
import { startMqferryIn } from '../lib/mqferry.ts';
import { produceBulk, produceText, produceTransactions } from '../lib/producers.ts';
import { type ServiceProcess, startFirstService, startService } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const SIZE = 1_000;
const LARGEST = 1_500_000;
const KEYS = 100;
const TOPICS = ['bulk', 'state', 'billing', 'large'];

const clusters = useClusters({
  ...{ version: '3.9.2', authorizer: true, listeners: ['PLAINTEXT', 'SASL_PLAINTEXT'] },
  sasl: { mechanisms: ['SCRAM-SHA-256'], users: { alice: 'alice-secret' } },
});
const folder = useFolder();
let service: ServiceProcess;
let token: string;
let clusterId: string;

const api = (): Client => service.api;
const source = () => clusters()[0]!;
const at = () => reach(source());

/** Bytes of the logs of topics, by their files: brokers are not asked. */
const bytesOnDisk = async (topics: readonly string[]): Promise<number> => {
  const data = join(dirname(source().brokers[0]!.logFile), 'data');
  const logs = (await readdir(data)).filter((name) => topics.includes(name.replace(/-\d+$/u, '')));
  const sizes = await Promise.all(
    logs.map(async (log) => {
      const files = (await readdir(join(data, log))).filter((file) => file.endsWith('.log'));
      const stats = await Promise.all(files.map((file) => stat(join(data, log, file))));
      return stats.reduce((sum, { size }) => sum + size, 0);
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

const write = (records: number) => produceBulk(at(), 'bulk', records, SIZE, { 'compression.type': 'none' });

const update = (round: string) =>
  produceText(
    at(),
    'state',
    Array.from({ length: KEYS }, (_, i) => ({ key: `key ${i}`, value: `${round} ${i}` })),
  );

beforeAll(async () => {
  const client = connect(source());
  await newTopic(client, 'bulk', 2, { 'retention.ms': '3600000' });
  await newTopic(client, 'state', 1, { 'cleanup.policy': 'compact' });
  await newTopic(client, 'billing', 1, { 'retention.ms': '-1', 'retention.bytes': '-1' });
  await newTopic(client, 'large', 1, { 'max.message.bytes': '2097152' });
  await newTopic(client, 'shop-orders-changelog', 1, { 'cleanup.policy': 'compact' });
  await write(500);
  await readAsGroup(at(), 'reader', 'bulk', 500);
  await commitGroupOffsets(client, 'shop', [{ topic: 'bulk', partition: 0, offset: 0n, metadata: null }]);
  await client.close();
  await acls(at(), '--add', '--allow-principal', 'User:alice', '--operation', 'READ', '--topic', 'bulk');
  const user = ['--entity-type', 'users', '--entity-name', 'alice'];
  await configs(at(), '--alter', ...user, '--add-config', 'producer_byte_rate=104857600');
  const started = await startFirstService(`${folder()}/service`);
  service = started;
  token = started.token;
  const properties = `bootstrap.servers=${source().bootstrap.PLAINTEXT}`;
  clusterId = (await api().addCluster({ body: { name: 'old', properties } })).id;
}, 3 * MINUTE_MS);

afterAll(async () => {
  service?.process.kill('SIGTERM');
  await service?.process.exited;
});

it('measures exactly what is written, through a SIGKILL, and names what to mind', {
  timeout: 5 * MINUTE_MS,
}, async () => {
  const client = connect(source());
  const endBefore = await totalEnd(client, TOPICS);
  const bytesBefore = await bytesOnDisk(TOPICS);
  const { id } = await api().createAssessment({
    body: { measure: { clusterId, seconds: 600 }, answers: { publicBytes: 1_000_000 } },
  });
  const params = { id };
  const look = () => api().getAssessment({ params });
  const untilCounted = (what: string, records: number) =>
    until(what, MINUTE_MS, async () => ((await look()).measurement?.records ?? 0) >= records);

  await until('it is known what the source is', MINUTE_MS, async () => {
    const { figures } = await look();
    return figures.some(({ name, value }) => name === 'topics' && value === 5);
  });
  await write(2_000);
  await untilCounted('the first part is counted', 2_000);

  service.process.kill('SIGKILL');
  await service.process.exited;
  await write(3_000);
  await update('while it was down');
  await produceTransactions(at(), 'billing');
  await produceBulk(at(), 'large', 2, LARGEST, { 'max.request.size': '3000000', 'compression.type': 'none' });
  service = await startService(`${folder()}/service`, token);

  await until('it goes on', MINUTE_MS, async () => ((await look()).measurement?.gaps.length ?? 0) > 0);
  await readAsGroup(at(), 'reader', 'bulk', 1_000);
  await write(1_000);
  const done = await api().stopAssessment({ params });

  const written = (await totalEnd(client, TOPICS)) - endBefore;
  const bytes = (await bytesOnDisk(TOPICS)) - bytesBefore;
  await client.close();
  expect(done.state).toBe('stopped');
  expect(done.measurement).toMatchObject({ records: written, gaps: [expect.anything()], problem: null });
  // Transactions end with a marker each, which takes an offset.
  expect(written).toBeGreaterThan(2_000 + 3_000 + 1_000 + KEYS + 20 + 2);
  // Compaction may take bytes away from one small topic only.
  const measured = done.measurement!.bytes!;
  expect(Math.abs(measured - bytes) / bytes).toBeLessThan(0.01);

  const figureOf = (name: string) => done.figures.find((figure) => figure.name === name)!.value;
  const seconds = done.measurement!.coveredMs / 1_000;
  expect(figureOf('meanBytesIn')).toBeCloseTo(measured / seconds, 3);
  expect(figureOf('peakBytesIn')).toBeGreaterThan(figureOf('meanBytesIn') as number);
  const figures = Object.fromEntries(done.figures.map(({ name, value }) => [name, value]));
  expect(figures).toMatchObject({
    ...{ serverVersion: '3.9', brokers: 1, topics: 5, partitions: 6, replicationFactor: 1, groups: 2 },
    ...{ transactions: true, compactedTopics: 2, acls: 1, scramUsers: 2, quotas: 1, offline: 0 },
    ...{ largestMessageBytes: LARGEST, largestAllowedBytes: 2_097_152, publicBytes: 1_000_000 },
    retentionMs: 604_800_000,
  });
  const consumed = (figureOf('meanBytesOut') as number) * seconds;
  expect(consumed / (1_000 * SIZE)).toBeGreaterThan(0.95);
  expect(consumed / (1_000 * SIZE)).toBeLessThan(1.15);

  const codes = done.risks.map(({ code }) => code);
  expect(codes).toEqual(
    expect.arrayContaining([
      ...['TRANSACTIONS', 'COMPACTED_TOPICS', 'SCRAM_USERS', 'LARGE_MESSAGES', 'STREAMS_TOPICS', 'ACLS'],
      ...['SINGLE_REPLICA', 'RETENTION_UNBOUNDED', 'MEASURED_SHORTLY', 'MEASUREMENT_GAPS', 'INTERNET'],
      'QUOTAS',
    ]),
  );
  expect(codes).not.toContain('SIZE_UNKNOWN');
  expect(codes).not.toContain('PART_UNREAD');
  expect(done.recommendation).toMatchObject({ brokers: 3, complete: true });
  const busiest = done.topics[0]!;
  expect(busiest).toMatchObject({ topic: 'bulk', partitions: 2, records: 6_000, retentionMs: 3_600_000 });
  const { markdown } = await api().getAssessmentMarkdown({ params, query: { language: 'zh' } });
  expect(markdown).toContain(done.recommendation.sentence.zh.slice(0, 10));

  const env = { MQFERRY_URL: service.url, MQFERRY_TOKEN: token };
  const shown = startMqferryIn({ env }, 'assess', 'show', id.slice(0, 8));
  expect(await shown.exited).toMatchObject({ code: 0 });
  expect(shown.text.replace(/\s+/gu, ' ')).toContain(done.recommendation.sentence.en);

  const wider = await api().updateAssessment({
    params,
    body: { limits: { brokersLost: 2, replicationFactor: 5 } },
  });
  expect(wider.recommendation).toMatchObject({ brokers: 5, replicationFactor: 5 });
  expect(wider.measurement).toEqual(done.measurement);
  await api().deleteAssessment({ params });
  await expect(look()).rejects.toMatchObject({ code: 'API_NOT_FOUND' });
});

it('takes answers from a file on the command line', { timeout: MINUTE_MS }, async () => {
  const file = join(folder(), 'answers.yaml');
  await writeFile(
    file,
    'answers:\n  peakBytesIn: 300MiB\n  peakBytesOut: 300MiB\n  meanBytesIn: 100MiB\n  retentionMs: 1d\n  partitions: 600\n',
  );
  const env = { MQFERRY_URL: service.url, MQFERRY_TOKEN: token };
  const answered = startMqferryIn({ env }, 'assess', '--answers', file, '--json');
  expect(await answered.exited).toMatchObject({ code: 0 });
  // 300 MiB/s × 3 on 75 MiB/s each, and one that may be down.
  expect(JSON.parse(answered.text)).toMatchObject({ recommendation: { brokers: 13, complete: true } });
  const listed = startMqferryIn({ env }, 'assess', 'list');
  expect(await listed.exited).toMatchObject({ code: 0 });
  expect(listed.text).toMatch(/answers +done .+ 13 /u);
});

it('ends with the reason where the cluster was never reached', { timeout: 2 * MINUTE_MS }, async () => {
  const { id: gone } = await api().addCluster({
    body: { name: 'gone', properties: 'bootstrap.servers=127.0.0.1:1' },
  });
  const { id } = await api().createAssessment({ body: { measure: { clusterId: gone, seconds: 60 } } });
  const params = { id };
  const told = await until('it says why', MINUTE_MS, async () => {
    const { measurement } = await api().getAssessment({ params });
    return measurement?.problem ?? undefined;
  });
  expect(told.code).toBe('KAFKA_UNREACHABLE');
  await api().deleteAssessment({ params });
});
