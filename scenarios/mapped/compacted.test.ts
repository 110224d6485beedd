import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { alterConfigs, commitGroupOffsets, fetchGroupOffsets } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { CLEANER, writeCompacted } from '../lib/compacted-topic.ts';
import { logEnds } from '../lib/ends.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { latestValues, readAsGroup } from '../lib/kafka-log.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';
import { committedRecordsOf, contentsOf, type PrintedRecord } from './committed-records.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'state';
const where = { topic: TOPIC, partition: 0 };
/** Fewer than there are. */
const FEW_HOLES = ['--max-holes', '10'];
const MAPPED = [...FEW_HOLES, '--mapped', TOPIC];
const PLACES = 8n;
/** Whatever is dirty stays so. */
const NO_COMPACTION = { 'min.cleanable.dirty.ratio': '1', 'max.compaction.lag.ms': '9223372036854775807' };

describe('a topic with too many holes', () => {
  const pair = usePair({ version: '2.8.2', config: CLEANER }, { version: '4.3.1', config: CLEANER });
  /** Where groups stand at the source: at the start, all over the log, at its last record, and at the end. */
  const groups = new Map<string, bigint>();
  let ours: readonly PrintedRecord[];

  beforeAll(async () => {
    const { source, onSource } = pair();
    await writeCompacted(source, onSource, TOPIC);
    await alterConfigs(onSource, { topic: TOPIC }, NO_COMPACTION);
    const end = (await logEnds(onSource, [TOPIC])).get(`${TOPIC}-0`)!;
    for (let i = 0n; i < PLACES; i += 1n) groups.set(`place-${i}`, (end * i) / PLACES);
    groups.set('at-record', end - 1n);
    groups.set('at-end', end);
    for (const [group, offset] of groups)
      await commitGroupOffsets(onSource, group, [{ ...where, offset, metadata: null }]);
  }, 4 * MINUTE_MS);

  it('is refused, and the refusal names the way to copy it', async () => {
    const { onTarget } = pair();
    const said = await expectRefusal(
      onTarget,
      ['REPLICATION_TOO_SPARSE'],
      ...pairArguments(pair()),
      ...FEW_HOLES,
    );
    expect(said).toContain(`--mapped ${TOPIC}`);
    const plan = await runMqferry('migrate', ...pairArguments(pair()), ...MAPPED, '--dry-run');
    expect(plan.report?.plan.topics, plan.stderr).toMatchObject([
      { topic: TOPIC, mode: 'mapped', mappedBecause: { code: 'REPLICATION_TOO_SPARSE' }, holes: '0' },
    ]);
  });

  it('keeps identical offsets where that is possible, whatever was allowed', async () => {
    const more = ['--max-holes', '1000000', '--mapped', '.*'];
    const plan = await runMqferry('migrate', ...pairArguments(pair()), ...more, '--dry-run');
    expect(plan.report?.plan.topics, plan.stderr).toMatchObject([{ topic: TOPIC, mode: 'mirror' }]);
  });

  it('has each committed record in order, and the same latest values', {
    timeout: 3 * MINUTE_MS,
  }, async () => {
    const { source, target } = pair();
    const { report, stderr } = await runMqferry(
      'migrate',
      ...pairArguments(pair()),
      ...[...MAPPED, '--groups', '.*', '--once', '--verify'],
    );
    expect(report, stderr).toMatchObject({ result: 'mapped', exitCode: 0, stillHeld: [] });
    const [values, copied] = await Promise.all(
      [source, target].map((cluster) => latestValues(reach(cluster), TOPIC)),
    );
    expect(copied).toEqual(values);
    const count = report?.verification.records;
    const theirs = await committedRecordsOf(reach(target), TOPIC, count);
    ours = (await committedRecordsOf(reach(source), TOPIC, count)).get(0)!;
    expect(contentsOf(theirs, 0)).toEqual(ours.map(({ content }) => content));
  });

  it('lets groups go on at the next record that they have not read', async () => {
    const { target, onTarget } = pair();
    const offsets = new Set(ours.map(({ offset }) => offset));
    expect([...groups.values()].some((offset) => !offsets.has(offset))).toBe(true);
    expect(offsets.has(groups.get('at-record')!)).toBe(true);
    const onTargetAt = (offset: bigint): number => {
      const next = ours.findIndex((record) => record.offset >= offset);
      return next < 0 ? ours.length : next;
    };
    for (const [group, offset] of groups) {
      const [committed] = await fetchGroupOffsets(onTarget, group);
      expect([group, committed?.offset]).toEqual([group, BigInt(onTargetAt(offset))]);
    }
    const first = onTargetAt(groups.get('place-3')!);
    const records = ours.length - first;
    const read = await readAsGroup(reach(target), 'place-3', TOPIC, records);
    expect(read.get(0)).toEqual({ first: BigInt(first), last: BigInt(ours.length - 1), records });
  });

  it('is followed, from where it ended', { timeout: 2 * MINUTE_MS }, async () => {
    const { onSource, onTarget } = pair();
    const before = (await logEnds(onTarget, [TOPIC])).get(`${TOPIC}-0`)!;
    const run = startMqferry('migrate', ...pairArguments(pair()), ...MAPPED, '--follow', '--verify');
    const records = textRecords(50, BigInt(Date.now())).map((record) => ({
      ...record,
      key: Buffer.from('k'),
    }));
    await writeBatch(onSource, where, records);
    await until('it is copied', MINUTE_MS, async () => {
      return (await logEnds(onTarget, [TOPIC])).get(`${TOPIC}-0`) === before + 50n;
    });
    run.kill('SIGINT');
    const { report, stderr } = await run.exited;
    expect(report, stderr).toMatchObject({ result: 'mapped', exitCode: 0 });
  });

  it('is neither taken for an identical copy later, nor compared without its map', async () => {
    const { onTarget, folder } = pair();
    await expectRefusal(onTarget, ['REPLICATION_MAPPED_BEFORE'], ...pairArguments(pair()));
    const state = await mkdtemp(join(folder, 'empty-'));
    const { code, report, stderr } = await runMqferry(
      'verify',
      ...pairArguments({ ...pair(), folder: state }),
    );
    expect(report, stderr).toMatchObject({ error: { code: 'REPLICATION_MAP_MISSING' } });
    expect(code).toBe(1);
  });

  it('does not go back', async () => {
    const { source, target, onSource, onTarget } = pair();
    const back = { ...pair(), source: target, target: source, onSource: onTarget, onTarget: onSource };
    for (const more of [[], ['--mapped', '.*']])
      await expectRefusal(onSource, ['REPLICATION_MAPPED_WAY_BACK'], ...pairArguments(back), ...more);
  });
});
