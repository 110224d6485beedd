import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';
import { committedRecordsOf, contentsOf } from './committed-records.ts';

const MINUTE_MS = 60_000;
const NOW = BigInt(Date.now());
const TOPIC = 'orders';
const where = { topic: TOPIC, partition: 0 };
const BATCHES = 40;
const OTHERS = 3;

describe('a partition that diverged', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

  beforeAll(async () => {
    const { onSource } = pair();
    await newTopic(onSource, TOPIC, 2);
    for (let i = 0; i < BATCHES; i += 1)
      await writeBatch(onSource, { topic: TOPIC, partition: i % 2 }, textRecords(5, NOW + BigInt(10 * i)));
  });

  it('is carried on with a map, by the operator’s choice', { timeout: 3 * MINUTE_MS }, async () => {
    const { source, target, onSource, onTarget } = pair();
    const mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow');
    await until('it is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, [TOPIC]));
    const identical = Number(await writeBatch(onTarget, where, textRecords(OTHERS, NOW)));
    await writeBatch(onSource, where, textRecords(7, NOW + 1_000n));
    await until('it has stopped', MINUTE_MS, () =>
      mqferry.lines.some(
        ({ type, code }) => type === 'partition-stopped' && /DIVERGED|OTHER_DATA/.test(code),
      ),
    );
    mqferry.kill('SIGINT');
    expect((await mqferry.exited).report).toMatchObject({ result: 'incomplete', exitCode: 1 });
    await writeBatch(onSource, where, textRecords(9, NOW + 2_000n));
    await writeBatch(onSource, { topic: TOPIC, partition: 1 }, textRecords(9, NOW + 2_000n));

    const said = await expectRefusal(
      onTarget,
      [expect.stringMatching(/SOURCE_TRUNCATED|OTHER_DATA/)],
      ...pairArguments(pair()),
    );
    expect(said).toContain(`--mapped ${TOPIC}`);
    const carriedOn = [...pairArguments(pair()), '--mapped', TOPIC, '--once', '--verify'];
    const { report, stderr } = await runMqferry('migrate', ...carriedOn);
    expect(report, stderr).toMatchObject({ result: 'mapped', exitCode: 0, stillHeld: [] });

    const written = BATCHES * 5 + 7 + 9 + 9;
    expect(report?.verification.records).toBe(written);
    const [ours, theirs] = [
      await committedRecordsOf(reach(source), TOPIC, written),
      await committedRecordsOf(reach(target), TOPIC, written + OTHERS),
    ];
    expect(theirs.get(1)).toEqual(ours.get(1));
    expect(theirs.get(0)!.slice(0, identical)).toEqual(ours.get(0)!.slice(0, identical));
    expect(contentsOf(theirs, 0).slice(identical + OTHERS)).toEqual(contentsOf(ours, 0).slice(identical));
  });
});
