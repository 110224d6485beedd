import { hostname } from 'node:os';
import { createTopics } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const TOPICS = ['orders', 'payments'] as const;

describe('two migrations that want the same topic', () => {
  const pair = usePair(
    { version: '3.9.2' },
    { version: '4.3.1', config: { 'group.min.session.timeout.ms': '2000' } },
  );

  const migrate = (topics: string, ...more: string[]): Mqferry =>
    startMqferry('migrate', ...pairArguments(pair()), '--topics', topics, '--session-timeout', '3', ...more);

  const write = (topic: string): Promise<unknown> =>
    writeBatch(pair().onSource, { topic, partition: 0 }, textRecords(50, BigInt(Date.now())));

  const untilCopied = (...topics: string[]) =>
    until(`${topics} are copied`, MINUTE_MS, () => endsEqual(pair().onSource, pair().onTarget, topics));

  const endWell = async (mqferry: Mqferry): Promise<void> => {
    mqferry.kill('SIGINT');
    const { report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'copied', complete: true, stillHeld: [] });
  };

  beforeAll(async () => {
    await createTopics(
      pair().onSource,
      TOPICS.map((name) => ({ name, partitions: 1, replicationFactor: 1 })),
    );
    for (const topic of TOPICS) await write(topic);
  });

  it('the second is refused, and told who has it; another topic is free', async () => {
    const first = migrate('orders', '--follow');
    await untilCopied('orders');
    const second = await migrate('orders|payments', '--follow').exited;
    expect(second.code).toBe(1);
    expect(second.report).toMatchObject({ result: 'failed', error: { code: 'REPLICATION_TOPIC_OWNED' } });
    expect(second.stderr).toContain(`on ${hostname()}, process ${first.pid}, since 2`);
    // What it was refused, it did not begin either.
    expect((await pair().onTarget.refreshMetadata()).topics.has('payments')).toBe(false);
    const third = await migrate('payments', '--once').exited;
    expect(third.report, third.stderr).toMatchObject({ result: 'copied', complete: true });
    await write('orders');
    await untilCopied('orders');
    await endWell(first);
  });

  it('one that was killed is followed at once', async () => {
    const killed = migrate('orders', '--follow', '--session-timeout', '1800');
    await write('orders');
    await untilCopied('orders');
    killed.kill('SIGKILL');
    await killed.exited;
    await write('orders');
    const next = migrate('orders', '--follow');
    await untilCopied('orders');
    await endWell(next);
  });

  it('one that stands still is replaced, and ends when it wakes up', async () => {
    const paused = migrate('orders', '--follow');
    await write('orders');
    await untilCopied('orders');
    paused.kill('SIGSTOP');
    await write('orders');
    const next = migrate('orders', '--follow');
    await untilCopied('orders');
    await write('orders');
    paused.kill('SIGCONT');
    const { code, report, stderr } = await paused.exited;
    expect(code).toBe(1);
    expect(report).toMatchObject({ result: 'failed', error: { code: 'REPLICATION_TOPIC_OWNED' } });
    expect(stderr).toContain(`process ${next.pid}`);
    await untilCopied('orders');
    await endWell(next);
  });

  it('ends equal', async () => {
    const verdict = await runMqferry('verify', ...pairArguments(pair()));
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    await expectEqualLogs(reach(pair().source), reach(pair().target), TOPICS);
  });
});
