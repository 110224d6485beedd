import { createTopics, describeConfigs } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { latestValues } from '../lib/kafka-log.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { type OldCompression, oldKafkaLog, oldLatestValues, produceOldText } from '../lib/old-kafka.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const KEYS = 40;
const ROUNDS = 10;
/** Compacts whatever may be as soon as it may be. */
const EAGER = {
  'cleanup.policy': 'compact',
  'segment.ms': '500',
  'min.cleanable.dirty.ratio': '0.01',
  'delete.retention.ms': '100',
};
/** Has holes from the beginning. */
const HOLEY = 'holey';
/** Is compacted, and has no holes before it is copied; the operator has created it compacted on the target. */
const WHOLE = 'whole';
const BOTH = [HOLEY, WHOLE];

describe('compacted topics of a source that does not tell so', () => {
  const pair = usePair(
    { version: '0.10.2.2', config: { 'log.cleaner.backoff.ms': '200' } },
    { version: '4.3.1' },
  );
  let round = 0;

  /** Writes every key once more in each of some rounds. */
  const write = async (topic: string, rounds: number, compression: OldCompression): Promise<void> => {
    const records = Array.from({ length: rounds }, () => {
      round += 1;
      return Array.from({ length: KEYS }, (_, i) => ({ key: `key ${i}`, value: `value ${i} of ${round}` }));
    });
    await produceOldText(reach(pair().source), topic, records.flat(), compression);
  };

  /** Writes until most of what was written is gone: only then are segments rolled, and cleaned. */
  const untilCompacted = (topic: string): Promise<true> =>
    until('the source has compacted', 2 * MINUTE_MS, async () => {
      await write(topic, 1, 'none');
      const { records, end } = await oldKafkaLog(reach(pair().source), topic);
      return BigInt(records) < end / 2n;
    });

  const expectSameValues = async (topic: string): Promise<void> => {
    const { source, target, onSource, onTarget } = pair();
    const values = await oldLatestValues(reach(source), topic);
    expect(values.size).toBe(KEYS);
    expect(await latestValues(reach(target), topic)).toEqual(values);
    expect(await endsEqual(onSource, onTarget, [topic])).toBe(true);
  };

  const cleanupPolicy = async (topic: string) =>
    (await describeConfigs(pair().onTarget, [{ topic }])).get(topic)!.get('cleanup.policy')?.value;

  beforeAll(async () => {
    const { onSource, onTarget } = pair();
    const shape = { partitions: 1, replicationFactor: 1 };
    await createTopics(onSource, [
      { name: HOLEY, ...shape, configs: EAGER },
      { name: WHOLE, ...shape, configs: { ...EAGER, 'segment.ms': '86400000' } },
    ]);
    await createTopics(onTarget, [{ name: WHOLE, ...shape, configs: { 'cleanup.policy': 'compact' } }]);
    await Promise.all([write(HOLEY, ROUNDS, 'lz4'), write(WHOLE, ROUNDS, 'lz4')]);
    await untilCompacted(HOLEY);
  }, 4 * MINUTE_MS);

  it('are recognised by their holes, or by what the target has', async () => {
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--dry-run');
    expect(report?.plan.topics, stderr).toMatchObject([
      {
        ...{ topic: HOLEY, compacted: true, cleanupPolicy: 'compact' },
        ...{ configs: { 'cleanup.policy': 'compact' }, notes: [{ reason: 'seen-by-holes' }] },
      },
      { topic: WHOLE, compacted: true, holes: '0' },
    ]);
  });

  it('are copied with their offsets, also by a copier that was killed', {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    const { onSource, onTarget } = pair();
    const killed = startMqferry('migrate', ...pairArguments(pair()), '--follow');
    await until('both are copied', MINUTE_MS, async () => {
      const there = (await onTarget.refreshMetadata()).topics;
      return BOTH.every((topic) => there.has(topic)) && (await endsEqual(onSource, onTarget, BOTH));
    });
    killed.kill('SIGKILL');
    await killed.exited;
    expect(await cleanupPolicy(WHOLE)).toBe('delete');
    const copied = await totalEnd(onTarget, [HOLEY]);
    await write(HOLEY, ROUNDS, 'none');
    await untilCompacted(HOLEY);
    expect(await totalEnd(onSource, [HOLEY])).toBeGreaterThan(copied);
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    for (const topic of BOTH) expect(await cleanupPolicy(topic)).toBe('compact');
    await Promise.all(BOTH.map(expectSameValues));
  });

  it('are still known to be compacted when they are compared later', async () => {
    const { report, stderr } = await runMqferry('verify', ...pairArguments(pair()));
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
  });
});
