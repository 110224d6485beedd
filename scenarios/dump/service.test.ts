import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from '@mqferry/api';
import { deleteTopics, fetchGroupOffsets } from '@mqferry/kafka';
import { groupOf } from '@mqferry/replication';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { produceText, type TextRecord } from '../lib/producers.ts';
import { addPair, change, startFirstService, startService } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { byKey, readCommitted } from './read-dumped.ts';

const MINUTE_MS = 60_000;

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

let service: Awaited<ReturnType<typeof startService>>;
let token: string;
let clusterIds: Awaited<ReturnType<typeof addPair>>;

const api = (): Client => service.api;

const orders = (count: number, from = 0): TextRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    key: `customer ${(i + from) % 53}`,
    value: JSON.stringify({ n: i + from, region: i % 4 === 0 ? 'north' : 'south' }),
  }));

const isSouth = ({ value }: { readonly value?: string }) => value!.includes('south');

const dump = (id: string) => api().getDump({ params: { id } });
const untilState = (id: string, state: string) =>
  until(`the dump is ${state}`, MINUTE_MS, async () => (await dump(id)).state === state);

/** Processes of the service by what they run. */
const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/u.test(entry))
    .map(Number)
    .filter((one) => {
      try {
        const status = readFileSync(`/proc/${one}/stat`, 'utf8');
        return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false;
      }
    });

beforeAll(async () => {
  const { onSource, folder } = pair();
  await newTopic(onSource, 'orders', 5);
  const first = await startFirstService(`${folder}/service`);
  token = first.token;
  service = first;
  clusterIds = await addPair(api(), pair());
});
afterAll(() => service.process.kill('SIGTERM'));

it(
  'dumps what the filter lets through, once and in order, however often it is killed',
  async () => {
    const { source, target, folder } = pair();
    await produceText(reach(source), 'orders', orders(5_000));
    const made = await api().createDump({
      body: {
        ...{ name: 'south', ...clusterIds, sourceTopic: 'orders', targetTopic: 'south' },
        ...{ create: { partitions: 3, replicationFactor: null }, partitioning: 'key', batchRecords: 100 },
        filter: { expression: "valueJson.region == 'south'", onError: 'stop' },
        retries: { attempts: null, firstMs: 200, longestMs: 1_000 },
      },
    });
    const { id } = made;
    expect(made).toMatchObject({ state: 'created', counts: null, lag: null });
    const { steps } = await api().planOperation({ body: { change: { operation: 'startDump', dumpId: id } } });
    expect(steps).toMatchObject([
      { verb: 'createDumpTarget', args: { topic: 'south', partitions: 3 } },
      { verb: 'startDump', args: { sourcePartitions: 5, notes: ['offsets-differ', 'partitions-differ'] } },
    ]);
    await change(api(), { operation: 'startDump', dumpId: id });
    for (let round = 1; round <= 6; round += 1) {
      await produceText(reach(source), 'orders', orders(2_000, 5_000 + (round - 1) * 2_000));
      await until('it writes', MINUTE_MS, async () => {
        const offsets = await fetchGroupOffsets(pair().onTarget, groupOf(id, 0));
        return (offsets[0]?.offset ?? 0n) > BigInt(round * 500);
      });
      if (round % 2 === 0) {
        service.process.kill('SIGKILL');
        await service.process.exited;
        service = await startService(`${folder}/service`, token);
      } else {
        for (const child of childrenOf(service.process.pid)) process.kill(child, 'SIGKILL');
      }
    }
    const wanted = orders(17_000).filter(isSouth).length;
    await until('all of it is written', 2 * MINUTE_MS, async () => {
      const { counts, lag } = await dump(id);
      return lag === 0n && counts?.read === 17_000n;
    });
    expect(await dump(id)).toMatchObject({
      state: 'running',
      counts: { written: BigInt(wanted), filtered: BigInt(17_000 - wanted), skipped: 0n, lost: 0n },
    });
    const metrics = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    const told = await metrics.text();
    expect(told).toContain(`mqferry_dump_records_total{dump="south",outcome="written"} ${wanted}\n`);
    expect(told).toContain('mqferry_dump_lag_records{dump="south"} 0\n');
    const [original, copy] = await Promise.all([
      readCommitted(reach(source), 'orders', 17_000),
      // One more than there are: whatever is written twice comes too.
      readCommitted(reach(target), 'south', wanted + 1),
    ]);
    expect(byKey(copy)).toEqual(byKey(original.filter(isSouth)));
    const { items } = await api().listDumpLog({ params: { id }, query: { limit: 200 } });
    expect(items.at(-1)?.type).toBe('created');
    expect(items.map(({ type }) => type)).toContain('retrying');
    await change(api(), { operation: 'pauseDump', dumpId: id });
    expect(await dump(id)).toMatchObject({ state: 'paused', lag: null, counts: { read: 17_000n } });
    await change(api(), { operation: 'deleteDump', dumpId: id });
    expect(await fetchGroupOffsets(pair().onTarget, groupOf(id, 0))).toEqual([]);
  },
  5 * MINUTE_MS,
);

it(
  'says why it stops, and goes on when that is settled',
  async () => {
    const { source, onTarget } = pair();
    await newTopic(pair().onSource, 'strange', 1);
    await newTopic(onTarget, 'strange-copy', 1);
    await produceText(reach(source), 'strange', [
      { value: '{"a":1}' },
      { value: 'no JSON' },
      { value: '{"a":2}' },
    ]);
    const body = { name: 'strange', ...clusterIds, sourceTopic: 'strange', targetTopic: 'strange-copy' };
    const filter = { expression: 'valueJson.a > 0', onError: 'stop' } as const;
    const { id, revision } = await api().createDump({ body: { ...body, filter } });
    const tried = await api().testDumpFilter({
      body: { clusterId: clusterIds.sourceId, topic: 'strange', expression: filter.expression },
    });
    expect(tried).toMatchObject({ tested: 3, kept: 2, filtered: 0, failed: 1 });
    await change(api(), { operation: 'startDump', dumpId: id });
    await untilState(id, 'failed');
    expect(await dump(id)).toMatchObject({
      problem: { code: 'FILTER_FAILED', parameters: { offset: '1' } },
      counts: { read: 1n, written: 1n },
    });
    await api().changeDump({ params: { id }, body: { revision, onFilterError: 'skip' } });
    await until('the rest is written', MINUTE_MS, async () => (await dump(id)).counts?.read === 3n);
    expect((await dump(id)).counts).toMatchObject({ written: 2n, skipped: 1n });
    await deleteTopics(onTarget, ['strange-copy']);
    await untilState(id, 'failed');
    expect((await dump(id)).problem?.code).toMatch(/^DUMP_(TARGET_MISSING|POSITIONS_GONE)$/u);
  },
  3 * MINUTE_MS,
);

it('refuses what leads back, and what a filter may not say', async () => {
  const body = { ...clusterIds, sourceTopic: 'a', targetTopic: 'b' };
  const back = {
    sourceId: clusterIds.targetId,
    targetId: clusterIds.sourceId,
    sourceTopic: 'b',
    targetTopic: 'a',
  };
  await api().createDump({ body: { ...body, name: 'there' } });
  await expect(api().createDump({ body: { ...back, name: 'back' } })).rejects.toMatchObject({
    code: 'DUMP_LOOP',
  });
  const itself = { ...body, targetId: clusterIds.sourceId, targetTopic: 'a', name: 'itself' };
  await expect(api().createDump({ body: itself })).rejects.toMatchObject({ code: 'DUMP_TO_ITSELF' });
  const filter = { expression: 'constructor.name == "x"', onError: 'stop' } as const;
  await expect(
    api().createDump({ body: { ...body, name: 'filtered', targetTopic: 'c', filter } }),
  ).rejects.toMatchObject({ code: 'FILTER_INVALID' });
});

it(
  'goes on over a changed connection, and to no other cluster',
  async () => {
    const { source, target, onSource, onTarget } = pair();
    await newTopic(onSource, 'kept', 1);
    await newTopic(onTarget, 'kept', 1);
    const body = { name: 'kept', ...clusterIds, sourceTopic: 'kept', targetTopic: 'kept' };
    const { id } = await api().createDump({ body });
    await change(api(), { operation: 'startDump', dumpId: id });
    await untilState(id, 'running');
    const params = { id: clusterIds.sourceId };
    const at = (bootstrap: string, ...more: string[]) =>
      [`bootstrap.servers=${bootstrap}`, ...more].join('\n');
    await expect(
      api().changeCluster({ params, body: { properties: at(target.bootstrap.PLAINTEXT!) } }),
    ).rejects.toMatchObject({ code: 'API_CLUSTER_OTHER' });
    const properties = at(source.bootstrap.PLAINTEXT!, 'client.id=changed');
    await api().changeCluster({ params, body: { properties } });
    await until('it runs anew', MINUTE_MS, async () => {
      const { items } = await api().listDumpLog({ params: { id }, query: { limit: 200 } });
      return items.filter(({ type }) => type === 'running').length === 2;
    });
    await produceText(reach(source), 'kept', [{ value: 'after' }]);
    await until('it is written', MINUTE_MS, async () => (await dump(id)).counts?.written === 1n);
  },
  3 * MINUTE_MS,
);
