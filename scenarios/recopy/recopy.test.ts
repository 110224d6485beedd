import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const NOW = BigInt(Date.now());
const TOPIC = 'orders';
const where = { topic: TOPIC, partition: 0 };
/** What the operator has set on the target. */
const SETTINGS = { 'retention.ms': '987654321' };
const BATCHES = 40;
const VALUE = Buffer.alloc(50_000, 'orders ');

describe('a partition that diverged', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

  const topicId = async () => (await pair().onTarget.refreshMetadata()).topics.get(TOPIC)?.topicId;

  beforeAll(async () => {
    const { onSource, onTarget } = pair();
    await newTopic(onSource, TOPIC, 2);
    await newTopic(onTarget, TOPIC, 2, SETTINGS);
    for (let i = 0; i < BATCHES; i += 1) {
      const records = [{ timestamp: NOW + BigInt(i), value: VALUE }];
      await writeBatch(onSource, { topic: TOPIC, partition: i % 2 }, records);
    }
  });

  it('is stopped and named when somebody else has written to it', async () => {
    const { onSource, onTarget } = pair();
    const mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow');
    await until('it is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, [TOPIC]));
    await writeBatch(onTarget, where, textRecords(3, NOW));
    await writeBatch(onSource, where, textRecords(7, NOW));
    await until('it has stopped', MINUTE_MS, () =>
      mqferry.lines.some(
        ({ type, code }) => type === 'partition-stopped' && /DIVERGED|OTHER_DATA/.test(code),
      ),
    );
    mqferry.kill('SIGINT');
    expect((await mqferry.exited).report).toMatchObject({ result: 'incomplete', exitCode: 1 });
  });

  it('is not given up by a pattern, nor without being asked', async () => {
    const { onTarget } = pair();
    // By what the logs hold it cannot be told from a source that has lost records.
    await expectRefusal(onTarget, ['REPLICATION_SOURCE_TRUNCATED'], ...pairArguments(pair()));
    await expectRefusal(onTarget, ['REPLICATION_RECOPY_FOREIGN'], ...pairArguments(pair()), '--recopy', '.*');
  });

  it('is deleted and copied anew when it is named, once, also when the copier is killed', async () => {
    const { source, target, onSource, onTarget } = pair();
    const before = await topicId();
    const recopy = [...pairArguments(pair()), '--recopy', TOPIC];
    const plan = await runMqferry('migrate', ...recopy, '--dry-run');
    expect(plan.report?.plan.topics, plan.stderr).toMatchObject([{ topic: TOPIC, action: 'recreate' }]);
    expect(plan.report?.plan.warnings).toContainEqual({ code: 'recopied', topic: TOPIC, values: {} });
    expect(await topicId()).toBe(before);

    const killed = startMqferry('migrate', ...recopy, '--once', '--rate', '200KB');
    await until('some is copied again', MINUTE_MS, async () => {
      return (await topicId()) !== before && (await totalEnd(onTarget, [TOPIC])) > 0;
    });
    killed.kill('SIGKILL');
    await killed.exited;
    const recreated = await topicId();
    expect(await endsEqual(onSource, onTarget, [TOPIC])).toBe(false);
    const { report, stderr } = await runMqferry('migrate', ...recopy, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    expect(await topicId()).toBe(recreated);
    await expectEqualLogs(reach(source), reach(target), [TOPIC]);
  });
});
