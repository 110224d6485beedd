import { commitGroupOffsets, fetchGroupOffsets } from '@mqferry/kafka';
import { groupOf, RecordFilter } from '@mqferry/replication';
import { expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { produceText, produceTransactions } from '../lib/producers.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { startDumpProcess } from './dump-processes.ts';
import { dump, orders, SPEC } from './dumping.ts';
import { byKey, readCommitted } from './read-dumped.ts';

const MINUTE_MS = 60_000;

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

it(
  'keeps partitions, keys, headers, values and times, and leaves out what was aborted',
  async () => {
    const { source, target, onSource, onTarget } = pair();
    await newTopic(onSource, 'kept', 3);
    await newTopic(onTarget, 'kept-copy', 3);
    await produceText(reach(source), 'kept', orders(300));
    await produceTransactions(reach(source), 'kept');
    const { counts } = await dump(pair(), { id: 'kept', sourceTopic: 'kept', targetTopic: 'kept-copy' });
    expect(counts).toEqual({ read: 320n, written: 320n, filtered: 0n, skipped: 0n, lost: 0n });
    const [original, copy] = await Promise.all([
      readCommitted(reach(source), 'kept', 320),
      readCommitted(reach(target), 'kept-copy', 320),
    ]);
    const inPartitions = (of: typeof copy) => Object.groupBy(of, ({ partition }) => partition);
    expect(inPartitions(copy)).toEqual(inPartitions(original));
  },
  3 * MINUTE_MS,
);

it(
  'puts each key where a Java producer would put it, and keeps its order',
  async () => {
    const { source, target, onSource, onTarget } = pair();
    await newTopic(onSource, 'few', 2);
    await newTopic(onTarget, 'many', 7);
    await newTopic(onTarget, 'by-java', 7);
    const records = orders(400);
    await produceText(reach(source), 'few', records);
    await produceText(reach(target), 'by-java', records);
    await dump(pair(), { id: 'keys', sourceTopic: 'few', targetTopic: 'many', partitioning: 'key' });
    const [original, copy, java] = await Promise.all([
      readCommitted(reach(source), 'few', 400),
      readCommitted(reach(target), 'many', 400),
      readCommitted(reach(target), 'by-java', 400),
    ]);
    const keyed = (of: typeof copy) => of.filter(({ key }) => key !== '<null>');
    expect(byKey(keyed(copy))).toEqual(byKey(keyed(original)));
    const places = (of: typeof copy) => new Map(keyed(of).map(({ key, partition }) => [key, partition]));
    expect([...places(copy)].sort()).toEqual([...places(java)].sort());
    const keyless = Object.groupBy(
      copy.filter(({ key }) => key === '<null>'),
      ({ partition }) => partition,
    );
    expect(Object.keys(keyless).length).toBeGreaterThan(1);
  },
  3 * MINUTE_MS,
);

it(
  'writes what the filter lets through, and says what it could not decide',
  async () => {
    const { source, target, onTarget } = pair();
    const { onSource } = pair();
    await newTopic(onSource, 'mixed', 1);
    await newTopic(onTarget, 'chosen', 1);
    await produceText(reach(source), 'mixed', [...orders(100), { key: 'odd', value: 'no JSON' }]);
    const filter = new RecordFilter('valueJson.amount >= 50.0 && key != null');
    const spec = { id: 'chosen', sourceTopic: 'mixed', targetTopic: 'chosen', filter };
    await expect(dump(pair(), spec)).rejects.toMatchObject({
      code: 'FILTER_FAILED',
      parameters: { offset: 100n },
    });
    const { counts, events } = await dump(pair(), { ...spec, onFilterError: 'skip', begun: true });
    expect(counts).toEqual({ read: 101n, written: 45n, filtered: 55n, skipped: 1n, lost: 0n });
    expect(events).toEqual(['running', 'skipped']);
    const written = await readCommitted(reach(target), 'chosen', 45);
    const wanted = orders(100).filter(({ key }, i) => key !== undefined && i % 100 >= 50);
    expect(written.map(({ value }) => value)).toEqual(wanted.map(({ value }) => value));
  },
  3 * MINUTE_MS,
);

it(
  'is killed again and again, and has lost and doubled nothing',
  async () => {
    const { source, target, onSource, onTarget } = pair();
    await newTopic(onSource, 'killed', 5);
    await newTopic(onTarget, 'killed-copy', 3);
    const records = orders(30_000);
    await produceText(reach(source), 'killed', records);
    const filter = 'int(valueJson.n) % 3 != 0';
    const start = { at: 'earliest' } as const;
    const spec = { ...SPEC, start, filter, id: 'killed', sourceTopic: 'killed', targetTopic: 'killed-copy' };
    const json = { ...spec, partitioning: 'key', batchRecords: 200 } as const;
    let kills = 0;
    for (let begun = false; ; begun = true) {
      const process = startDumpProcess(pair(), { ...json, begun });
      const died = process.exited.then(({ errors }) => `died: ${errors}`);
      const coming = until('some transactions are committed, or all', MINUTE_MS, () => {
        if (process.lines.some(({ type }) => type === 'done')) return 'done';
        return process.lines.filter(({ type }) => type === 'status').length > 2 + 2 * kills && 'far enough';
      });
      const ended = await Promise.race([coming, died]);
      if (process.lines.some(({ type }) => type === 'done')) break;
      expect(ended).toBe('far enough');
      process.kill();
      await process.exited;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(5);
    const wanted = records.filter((_, i) => i % 3 !== 0);
    const [original, copy] = await Promise.all([
      readCommitted(reach(source), 'killed', records.length),
      readCommitted(reach(target), 'killed-copy', wanted.length + 1),
    ]);
    const chosen = original.filter(({ value }) => (JSON.parse(value) as { n: number }).n % 3 !== 0);
    const keyed = (of: typeof copy) => of.filter(({ key }) => key !== '<null>');
    expect(byKey(keyed(copy))).toEqual(byKey(keyed(chosen)));
    const values = (of: typeof copy) => of.map(({ value }) => value).sort();
    expect(values(copy)).toEqual(values(chosen));
  },
  4 * MINUTE_MS,
);

it(
  'starts at a time, at exact offsets and at the end, and within one cluster',
  async () => {
    const { source, onSource } = pair();
    const within = { onSource, onTarget: onSource };
    await newTopic(onSource, 'places', 2);
    for (const name of ['from-time', 'from-offsets', 'from-end']) await newTopic(onSource, name, 2);
    await produceText(reach(source), 'places', orders(50));
    const before = await readCommitted(reach(source), 'places', 50);
    const ofTime = (time: string) => BigInt(time.split(':')[1]!);
    const last = before.map(({ time }) => ofTime(time)).reduce((a, b) => (a > b ? a : b));
    const latest = {
      id: 'end',
      sourceTopic: 'places',
      targetTopic: 'from-end',
      start: { at: 'latest' },
    } as const;
    await dump(within, latest);
    await produceText(reach(source), 'places', orders(20));
    const time = { at: 'timestamp', timestamp: last + 1n } as const;
    await dump(within, { id: 'time', sourceTopic: 'places', targetTopic: 'from-time', start: time });
    const offsets = [
      { partition: 0, offset: 7n },
      { partition: 1, offset: 3n },
    ];
    await dump(within, {
      ...{ id: 'offsets', sourceTopic: 'places', targetTopic: 'from-offsets' },
      start: { at: 'offsets', offsets },
    });
    // Where it begins was settled at its first start, when nothing was to be done.
    await dump(within, { ...latest, until: 'now', begun: true });
    const all = await readCommitted(reach(source), 'places', 70);
    const of = (partition: number) => all.filter((record) => record.partition === partition);
    const later = all.filter(({ time: at }) => ofTime(at) > last);
    const sorted = (records: typeof all) => records.map(({ value, time: at }) => `${at} ${value}`).sort();
    expect(sorted(await readCommitted(reach(source), 'from-time', 20))).toEqual(sorted(later));
    expect(sorted(await readCommitted(reach(source), 'from-offsets', 60))).toEqual(
      sorted([...of(0).slice(7), ...of(1).slice(3)]),
    );
    await expect(
      dump(within, { id: 'itself', sourceTopic: 'places', targetTopic: 'places' }),
    ).rejects.toMatchObject({ code: 'DUMP_TO_ITSELF' });
    await expect(
      dump(within, {
        ...{ id: 'outside', sourceTopic: 'places', targetTopic: 'from-offsets' },
        start: { at: 'offsets', offsets: [{ partition: 0, offset: 1_000n }] },
      }),
    ).rejects.toMatchObject({ code: 'DUMP_START_OUTSIDE' });
  },
  4 * MINUTE_MS,
);

it('does not go on where its positions are gone or not its own', async () => {
  const { onTarget } = pair();
  const spec = { sourceTopic: 'kept', targetTopic: 'kept-copy', begun: true } as const;
  await expect(dump(pair(), { ...spec, id: 'forgotten' })).rejects.toMatchObject({
    code: 'DUMP_POSITIONS_GONE',
  });
  const foreign = { topic: 'kept-copy', partition: 0, offset: 1n, metadata: 'somebody else' };
  await commitGroupOffsets(onTarget, groupOf('foreign', 0), [foreign]);
  await expect(dump(pair(), { ...spec, id: 'foreign' })).rejects.toMatchObject({
    code: 'DUMP_POSITIONS_UNREADABLE',
  });
  expect(await fetchGroupOffsets(onTarget, groupOf('kept', 0))).toHaveLength(1);
  // What is there is of one of three partitions.
  const part = { ...foreign, metadata: '1;-;3;0:5:5:5:0:0:0:-' };
  await commitGroupOffsets(onTarget, groupOf('partly', 0), [part]);
  await expect(dump(pair(), { ...spec, id: 'partly' })).rejects.toMatchObject({
    code: 'DUMP_POSITIONS_GONE',
  });
});
