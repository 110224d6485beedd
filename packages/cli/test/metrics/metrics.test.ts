import { replicationErrors } from '@mqferry/replication';
import { expect, test } from 'vitest';
import { parseListenAddress } from '../../src/arguments/listen-address.ts';
import { MigrationMetrics } from '../../src/metrics/migration-metrics.ts';
import { metricsText, serveTexts } from '../../src/metrics/text-server.ts';
import { fakeRunning, fakeTopicStatus } from '../support/fake-running.ts';

const linesOf = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

test('each topic has its figures, in seconds and bytes', async () => {
  const topics = [
    fakeTopicStatus({ lag: 7n, lagBytes: 700, lagMs: 1_500, recoveries: 2 }),
    fakeTopicStatus({ topic: 'payments', phases: new Map([['paused', 3]]) }),
  ];
  const text = await new MigrationMetrics().text(
    fakeRunning(topics, { throttledBy: 'source-quota', heldBytes: 5 }),
  );
  expect(linesOf(text, 'mqferry_copied_records_total')).toEqual([
    'mqferry_copied_records_total{topic="orders"} 1000',
    'mqferry_copied_records_total{topic="payments"} 1000',
  ]);
  expect(linesOf(text, 'mqferry_lag_seconds')).toEqual([
    'mqferry_lag_seconds{topic="orders"} 1.5',
    'mqferry_lag_seconds{topic="payments"} 0',
  ]);
  expect(linesOf(text, 'mqferry_lag_bytes')[0]).toBe('mqferry_lag_bytes{topic="orders"} 700');
  expect(linesOf(text, 'mqferry_recoveries_total')[0]).toBe('mqferry_recoveries_total{topic="orders"} 2');
  expect(linesOf(text, 'mqferry_partitions')).toContain(
    'mqferry_partitions{topic="payments",phase="paused"} 3',
  );
  expect(linesOf(text, 'mqferry_partitions')).toContain(
    'mqferry_partitions{topic="payments",phase="stopped"} 0',
  );
  expect(linesOf(text, 'mqferry_throttled')).toContain('mqferry_throttled{reason="source-quota"} 1');
  expect(linesOf(text, 'mqferry_held_bytes')).toEqual(['mqferry_held_bytes 5']);
  expect(linesOf(text, 'mqferry_rate_limit_bytes_per_second')).toEqual([
    'mqferry_rate_limit_bytes_per_second +Inf',
  ]);
  expect(linesOf(text, 'process_resident_memory_bytes')).toHaveLength(1);
});

test('what is not known any more is left out, not zero and not the last value', async () => {
  const metrics = new MigrationMetrics();
  await metrics.text(
    fakeRunning([fakeTopicStatus({ lag: 7n, lagMs: 1_500 }), fakeTopicStatus({ topic: 'gone' })]),
  );
  const unknown = { lag: undefined, lagBytes: undefined, lagMs: undefined };
  const text = await metrics.text(fakeRunning([fakeTopicStatus(unknown)]));
  for (const name of ['mqferry_lag_records', 'mqferry_lag_bytes', 'mqferry_lag_seconds']) {
    expect(linesOf(text, name)).toEqual([]);
  }
  expect(text).not.toContain('gone');
});

test('a scrape does not count twice what was copied once', async () => {
  const metrics = new MigrationMetrics();
  await metrics.text(fakeRunning());
  const text = await metrics.text(fakeRunning());
  expect(linesOf(text, 'mqferry_copied_bytes_total')).toEqual([
    'mqferry_copied_bytes_total{topic="orders"} 1000000',
  ]);
});

test('errors are counted by code', async () => {
  const metrics = new MigrationMetrics();
  const error = replicationErrors.REPLICATION_COMPACTED_TOPIC({ topic: 'late' });
  metrics.observe({ type: 'topic-refused', topic: 'late', partitions: 3, error });
  const stopped = { topic: 'orders', code: 'REPLICATION_DIVERGED', message: '' };
  for (const partition of [0, 1]) metrics.observe({ type: 'partition-stopped', ...stopped, partition });
  const gap = { topic: 'orders', partition: 0, from: 5n, to: 9n, records: 4n };
  metrics.observe({ type: 'gap-accepted', ...gap });
  const text = await metrics.text(fakeRunning());
  expect(linesOf(text, 'mqferry_errors_total')).toEqual([
    'mqferry_errors_total{topic="late",code="REPLICATION_COMPACTED_TOPIC"} 3',
    'mqferry_errors_total{topic="orders",code="REPLICATION_DIVERGED"} 2',
  ]);
  expect(linesOf(text, 'mqferry_accepted_gap_records_total')).toEqual([
    'mqferry_accepted_gap_records_total{topic="orders"} 4',
  ]);
});

test('they are served at one path, on an address that is free', async () => {
  const server = await serveTexts(
    { host: '127.0.0.1', port: 0 },
    { '/metrics': metricsText(async () => 'text') },
  );
  const { host, port } = server.address;
  const answer = await fetch(`http://${host}:${port}/metrics`);
  expect([answer.status, await answer.text()]).toEqual([200, 'text']);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect((await fetch(`http://${host}:${port}/`)).status).toBe(404);
  await expect(serveTexts(server.address, {})).rejects.toMatchObject({
    code: 'CLI_METRICS_UNAVAILABLE',
  });
  await server.close();
});

test.each([
  ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
  ['[::1]:0', { host: '::1', port: 0 }],
  ['localhost:80', { host: 'localhost', port: 80 }],
])('%s is an address to listen on', (text, address) => {
  expect(parseListenAddress('--metrics', text)).toEqual(address);
});

test.each(['9464', ':9464', 'localhost', '::1:9464', 'localhost:70000', 'a b:1'])('%s is none', (text) => {
  expect(() => parseListenAddress('--metrics', text)).toThrow(/is not an address/);
});
