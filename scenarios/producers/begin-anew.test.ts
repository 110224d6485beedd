import { createTopics, describeProducers, partitionText } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const where = { topic: 'orders', partition: 0 };
const PRODUCER = 7n;

describe('a producer that the source forgets and the target remembers', () => {
  const forgetful = {
    'producer.id.expiration.ms': '1000',
    'producer.id.expiration.check.interval.ms': '200',
  };
  const pair = usePair({ version: '3.9.2', config: forgetful }, { version: '4.3.1' });

  it('goes on under a new id, also after a restart of the copier', { timeout: 3 * MINUTE_MS }, async () => {
    const { source, target, onSource, onTarget } = pair();
    await createTopics(onSource, [{ name: where.topic, partitions: 1, replicationFactor: 1 }]);
    const follow = () => startMqferry('migrate', ...pairArguments(pair()), '--follow');
    const write = async (baseSequence: number, count: number): Promise<void> => {
      const producer = { producerId: PRODUCER, producerEpoch: 0, baseSequence };
      await writeBatch(onSource, where, textRecords(count, BigInt(Date.now())), producer);
    };
    const copied = () =>
      until('everything is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, [where.topic]));
    const forgotten = () =>
      until('the source has forgotten the producer', MINUTE_MS, async () => {
        return (await describeProducers(onSource, [where])).get(partitionText(where))?.length === 0;
      });
    const idsOnTarget = async () =>
      (await describeProducers(onTarget, [where]))
        .get(partitionText(where))!
        .map(({ producerId }) => producerId);

    const first = follow();
    await until('the copy has begun', MINUTE_MS, () => first.lines.some(({ type }) => type === 'progress'));
    await write(0, 10);
    await copied();
    expect(await idsOnTarget()).toHaveLength(1);
    await forgotten();
    await write(500, 5);
    await copied();
    expect(await idsOnTarget()).toHaveLength(2);
    first.kill('SIGKILL');
    await first.exited;

    const second = follow();
    await write(505, 5);
    await copied();
    expect(await idsOnTarget()).toHaveLength(2);
    await forgotten();
    await write(3, 5);
    await copied();
    expect(await idsOnTarget()).toHaveLength(3);
    second.kill('SIGINT');
    const { report, stderr } = await second.exited;
    expect(report, stderr).toMatchObject({ result: 'copied', complete: true });

    const verdict = await runMqferry('verify', ...pairArguments(pair()));
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    await expectEqualLogs(reach(source), reach(target), [where.topic]);
  });
});
