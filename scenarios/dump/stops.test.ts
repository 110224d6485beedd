import { deleteRecords, deleteTopics } from '@mqferry/kafka';
import { expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { produceText } from '../lib/producers.ts';
import { growTopic, newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { startDumpProcess } from './dump-processes.ts';
import { dump, orders, SPEC, type WantedDump } from './dumping.ts';
import { readCommitted } from './read-dumped.ts';

const MINUTE_MS = 60_000;

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

/** A topic on each side, of which something was dumped. */
const begun = async (name: string, records: number): Promise<WantedDump> => {
  const { source, onSource, onTarget } = pair();
  await newTopic(onSource, name, 1);
  await newTopic(onTarget, name, 1);
  await produceText(reach(source), name, orders(records));
  const wanted = { id: name, sourceTopic: name, targetTopic: name, until: 'stopped' } as const;
  const stop = new AbortController();
  const { counts } = await dump(pair(), { ...wanted, until: 'stopped' }, stop.signal, ({ type }) => {
    if (type === 'running') void whenWritten(name, records).finally(() => stop.abort());
  });
  expect(counts).toMatchObject({ written: BigInt(records) });
  return { ...wanted, begun: true };
};

const whenWritten = (topic: string, records: number) =>
  until('it is written', MINUTE_MS, async () => {
    return (await readCommitted(reach(pair().target), topic, records)).length >= records;
  });

it(
  'stops where the source has lost records, and goes on without them when told to',
  async () => {
    const { source, target, onSource } = pair();
    const wanted = await begun('lost', 20);
    await produceText(reach(source), 'lost', orders(30));
    await deleteRecords(onSource, [{ topic: 'lost', partition: 0, before: 25n }]);
    await expect(dump(pair(), wanted)).rejects.toMatchObject({
      code: 'DUMP_RECORDS_LOST',
      parameters: { from: 20n, to: 25n },
    });
    const stop = new AbortController();
    const { events, counts } = await dump(
      pair(),
      { ...wanted, acceptGaps: true },
      stop.signal,
      ({ type }) => {
        if (type === 'gap') void whenWritten('lost', 45).finally(() => stop.abort());
      },
    );
    expect(events).toEqual(['running', 'gap']);
    expect(counts).toMatchObject({ read: 45n, lost: 5n });
    expect(await readCommitted(reach(target), 'lost', 46)).toHaveLength(45);
  },
  3 * MINUTE_MS,
);

it(
  'stops at a source topic that is another one, and where there is none',
  async () => {
    const { onSource } = pair();
    const wanted = await begun('anew', 10);
    await deleteTopics(onSource, ['anew']);
    await expect(dump(pair(), wanted)).rejects.toMatchObject({ code: 'DUMP_SOURCE_MISSING' });
    await newTopic(onSource, 'anew', 1);
    await expect(dump(pair(), wanted)).rejects.toMatchObject({ code: 'DUMP_SOURCE_RECREATED' });
  },
  3 * MINUTE_MS,
);

it(
  'stops where the target has fewer partitions, and takes those that the source got later by key',
  async () => {
    const { source, target, onSource } = pair();
    const wanted = await begun('grown', 10);
    await growTopic(onSource, 'grown', 3);
    await expect(dump(pair(), wanted)).rejects.toMatchObject({ code: 'DUMP_PARTITIONS_FEWER' });
    await produceText(reach(source), 'grown', orders(60));
    const stop = new AbortController();
    const byKey = { ...wanted, partitioning: 'key' } as const;
    const { events } = await dump(pair(), byKey, stop.signal, ({ type }) => {
      if (type === 'running') void whenWritten('grown', 70).finally(() => stop.abort());
    });
    expect(events).toContain('source-grown');
    expect(await readCommitted(reach(target), 'grown', 71)).toHaveLength(70);
  },
  3 * MINUTE_MS,
);

it(
  'names what the target refuses',
  async () => {
    const { source, onSource, onTarget } = pair();
    await newTopic(onSource, 'large', 1);
    await newTopic(onTarget, 'large', 1, { 'max.message.bytes': '2000' });
    await produceText(reach(source), 'large', [{ value: 'small' }, { value: 'x'.repeat(5_000) }]);
    const wanted = { id: 'large', sourceTopic: 'large', targetTopic: 'large' };
    await expect(dump(pair(), wanted)).rejects.toMatchObject({
      code: 'DUMP_RECORD_REFUSED',
      parameters: { error: 'MESSAGE_TOO_LARGE', from: '0:1' },
    });
  },
  2 * MINUTE_MS,
);

it(
  'is done by two processes at once, which fence each other, and each record is written once',
  async () => {
    const { source, target, onSource, onTarget } = pair();
    await newTopic(onSource, 'twice', 3);
    await newTopic(onTarget, 'twice', 3);
    await produceText(reach(source), 'twice', orders(20_000));
    const spec = { ...SPEC, id: 'twice', sourceTopic: 'twice', targetTopic: 'twice', batchRecords: 100 };
    const given = { ...spec, start: { at: 'earliest' }, filter: 'true' } as const;
    const processes = [startDumpProcess(pair(), given), startDumpProcess(pair(), given)];
    const ended = await Promise.all(processes.map(({ exited }) => exited));
    expect(ended.map(({ code, errors }) => [code, errors])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const lines = processes.flatMap((process) => process.lines);
    expect(lines.filter(({ type }) => type === 'done')).toHaveLength(2);
    expect(lines.filter(({ type }) => type === 'retry').length).toBeGreaterThan(0);
    const [original, copy] = await Promise.all([
      readCommitted(reach(source), 'twice', 20_000),
      readCommitted(reach(target), 'twice', 20_001),
    ]);
    const inPartitions = (of: typeof copy) => Object.groupBy(of, ({ partition }) => partition);
    expect(inPartitions(copy)).toEqual(inPartitions(original));
  },
  4 * MINUTE_MS,
);
