import { deleteRecords } from '@mqferry/kafka';
import { afterAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const NOW = BigInt(Date.now());

describe('records that the source deleted before they were copied', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
  let mqferry: Mqferry;

  /** Batches of ten records. */
  const write = async (topic: string, batches: number): Promise<void> => {
    for (let i = 0; i < batches; i += 1) {
      await writeBatch(pair().onSource, { topic, partition: 0 }, textRecords(10, NOW));
    }
  };

  const deleteBefore = (topic: string, before: bigint) =>
    deleteRecords(pair().onSource, [{ topic, partition: 0, before }]);

  const untilCopied = (topic: string) =>
    until(`${topic} is copied`, MINUTE_MS, () => endsEqual(pair().onSource, pair().onTarget, [topic]));

  /** Lets the source delete what a copy that follows it has not seen: the copy is asleep meanwhile. */
  const deleteUnseen = async (topic: string, before: bigint): Promise<void> => {
    mqferry.kill('SIGSTOP');
    await write(topic, 5);
    await deleteBefore(topic, before);
    mqferry.kill('SIGCONT');
  };

  const found = (type: string) =>
    until(`mqferry says ${type}`, MINUTE_MS, () => mqferry.lines.find((line) => line.type === type));

  const proveEqual = async (topic: string) => {
    const { source, target } = pair();
    const { report, stderr } = await runMqferry('verify', ...pairArguments(pair()), '--topics', topic);
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    return { report, logs: await expectEqualLogs(reach(source), reach(target), [topic]) };
  };

  afterAll(() => mqferry?.kill('SIGKILL'));

  it('are refused, and given up when that is accepted: while no copier ran', async () => {
    const { onSource, onTarget } = pair();
    const topic = 'between-copies';
    const only = [...pairArguments(pair()), '--topics', topic];
    await newTopic(onSource, topic, 1);
    await write(topic, 5);
    expect(await runMqferry('migrate', ...only)).toMatchObject({ code: 0 });
    await write(topic, 5);
    // Inside the batch from 70 to 79.
    await deleteBefore(topic, 75n);

    const stderr = await expectRefusal(onTarget, ['REPLICATION_SOURCE_GAP'], ...only);
    expect(stderr).toContain('deleted 25 records');
    await expectRefusal(onTarget, ['REPLICATION_SOURCE_GAP'], ...only, '--accept-gap', 'between');

    const gaps = [{ topic, partition: 0, from: '50', to: '74' }];
    const dryRun = await runMqferry('migrate', ...only, '--accept-gap', topic, '--dry-run');
    expect(dryRun.report!.plan.topics).toMatchObject([{ gaps }]);
    const { report } = await runMqferry('migrate', ...only, '--accept-gap', topic, '--verify');
    expect(report).toMatchObject({ result: 'equal', exitCode: 0, gaps });

    const proof = await proveEqual(topic);
    expect(proof.report).toMatchObject({ gaps });
    expect(proof.logs[topic]).toMatchObject([{ start: 75n, end: 100n }]);
    await write(topic, 1);
    expect(await runMqferry('migrate', ...only, '--verify')).toMatchObject({ code: 0 });
    await proveEqual(topic);

    // Nothing at all is left at the source.
    await write(topic, 2);
    await deleteBefore(topic, 130n);
    const emptied = await runMqferry('migrate', ...only, '--accept-gap', 'all', '--verify');
    const second = { topic, partition: 0, from: '110', to: '129' };
    expect(emptied.report).toMatchObject({ result: 'equal', gaps: [...gaps, second] });
    expect((await proveEqual(topic)).logs[topic]).toMatchObject([{ start: 130n, end: 130n }]);
  });

  it('are refused although accepted where the end of a transaction open on the target is among them', async () => {
    const { onSource, onTarget } = pair();
    const topic = 'in-transaction';
    const only = [...pairArguments(pair()), '--topics', topic];
    await newTopic(onSource, topic, 1);
    const producer = await TransactionalProducer.open(onSource, topic);
    await producer.write({ topic, partition: 0 }, textRecords(10, NOW));
    expect(await runMqferry('migrate', ...only)).toMatchObject({ code: 0 });
    await producer.end(true);
    await write(topic, 2);
    await deleteBefore(topic, 25n);
    await expectRefusal(onTarget, ['REPLICATION_GAP_IN_TRANSACTION'], ...only, '--accept-gap', 'all');
  });

  it('stop a partition that is followed', async () => {
    const topic = 'followed';
    await newTopic(pair().onSource, topic, 1);
    await write(topic, 2);
    mqferry = startMqferry('migrate', ...pairArguments(pair()), '--topics', topic, '--follow');
    await untilCopied(topic);
    await deleteUnseen(topic, 65n);
    expect(await found('partition-stopped')).toMatchObject({ topic, code: 'REPLICATION_SOURCE_GAP' });
    expect(await mqferry.exited).toMatchObject({ code: 1 });
  });

  it('are given up where they are accepted, and the partition is followed further', async () => {
    const topic = 'followed';
    const only = ['--topics', topic, '--accept-gap', 'all'];
    mqferry = startMqferry('migrate', ...pairArguments(pair()), ...only, '--follow', '--verify');
    await untilCopied(topic);
    await deleteUnseen(topic, 115n);
    await until('the second gap is accepted', MINUTE_MS, () => {
      return mqferry.lines.filter(({ type }) => type === 'gap-accepted').length === 2;
    });
    await write(topic, 1);
    await untilCopied(topic);
    mqferry.kill('SIGINT');
    const { code, report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'equal', stillHeld: [] });
    expect(code).toBe(0);
    const told = mqferry.lines.filter(({ type }) => type === 'gap-accepted');
    expect(told).toMatchObject([{ to: '64' }, { to: '114' }]);
    expect(report!.gaps).toMatchObject(told.map(({ from, to }) => ({ topic, partition: 0, from, to })));
    expect((await proveEqual(topic)).logs[topic]).toMatchObject([{ start: 115n, end: 130n }]);
  });
});
