import { createTopics, type KafkaClient } from '@mqferry/kafka';
import { runJavaTool } from '@mqferry/sandbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { startMqferry } from '../lib/mqferry.ts';
import { produceTransactions } from '../lib/producers.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const NOW = BigInt(Date.now());
const RECORDS = 20;

const create = (client: KafkaClient, name: string, partitions = 1, configs: Record<string, string> = {}) =>
  createTopics(client, [{ name, partitions, replicationFactor: 1, configs }]);

describe('topics that cannot be copied as they are', () => {
  const pair = usePair({ version: '2.8.2' }, { version: '4.3.1' });

  const expectRefused = (codes: readonly string[], ...args: string[]) =>
    expectRefusal(pair().onTarget, codes, ...pairArguments(pair()), ...args);

  const write = (client: KafkaClient, topic: string, count: number, time: bigint) =>
    writeBatch(client, { topic, partition: 0 }, textRecords(count, time));

  beforeAll(async () => {
    const { onSource, onTarget, source } = pair();
    for (const name of ['good', 'same-length', 'longer', 'shorter', 'partitions', 'transactional']) {
      await create(onSource, name, 2);
      await write(onSource, name, RECORDS, NOW);
    }
    await create(onSource, 'compacted', 1, { 'cleanup.policy': 'compact,delete' });
    for (const name of ['same-length', 'longer', 'shorter']) await create(onTarget, name, 2);
    await create(onTarget, 'partitions', 3);
    await write(onTarget, 'same-length', RECORDS, NOW + 1n);
    await write(onTarget, 'longer', RECORDS, NOW);
    await write(onTarget, 'longer', 1, NOW);
    await write(onTarget, 'shorter', RECORDS / 2, NOW + 1n);
    await produceTransactions(reach(source), 'transactional');
  });

  it('are named when there is no such topic', async () => {
    expect(await expectRefused(['CLI_NO_TOPIC_MATCHES'], '--topics', 'goods')).toContain('good');
  });

  it('are refused when source and target are one cluster', async () => {
    const { onTarget, target, folder } = pair();
    const one = target.bootstrap.PLAINTEXT!;
    const args = ['--from', one, '--to', one.replace('127.0.0.1', 'localhost'), '--state', folder];
    await expectRefusal(onTarget, ['REPLICATION_SAME_CLUSTER'], ...args);
  });

  it.each([
    ['same-length', 'REPLICATION_TARGET_HAS_OTHER_DATA'],
    ['longer', 'REPLICATION_TARGET_HAS_OTHER_DATA'],
    ['shorter', 'REPLICATION_TARGET_HAS_OTHER_DATA'],
    ['partitions', 'REPLICATION_PARTITIONS_DIFFER'],
    ['compacted', 'REPLICATION_COMPACTED_TOPIC'],
    ['transactional', 'REPLICATION_TRANSACTIONAL_TOPIC'],
  ])('are refused: %s with %s', async (topic, code) => {
    expect(await expectRefused([code], '--topics', topic)).toContain(topic);
  });

  it('keep the others from being copied too, until they are excluded', async () => {
    const codes = ['REPLICATION_COMPACTED_TOPIC', 'REPLICATION_TRANSACTIONAL_TOPIC'];
    await expectRefused(codes, '--topics', 'good|compacted|transactional');
  });

  it('stop with a transaction that begins while they are copied, and the others go on', async () => {
    const { source, target, onSource, onTarget } = pair();
    await create(onSource, 'later', 1);
    await write(onSource, 'later', RECORDS, NOW);
    const mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow', '--topics', 'good|later');
    const both = ['good', 'later'];
    await until('both are copied', MINUTE_MS, () => endsEqual(onSource, onTarget, both));
    await produceTransactions(reach(source), 'later');
    await until('the partition has stopped', MINUTE_MS, () =>
      mqferry.lines.some(({ type }) => type === 'partition-stopped'),
    );
    await write(onSource, 'good', RECORDS, NOW);
    await until('the other is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, ['good']));
    mqferry.kill('SIGINT');
    const { code, report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'incomplete', exitCode: 1, complete: false });
    expect(code).toBe(1);
    expect(stderr).toContain('REPLICATION_TRANSACTIONAL_TOPIC');
    await expectEqualLogs(reach(source), reach(target), ['good']);
    // What was held stays written down for the next run, which puts it back.
    expect(report!.stillHeld).toEqual(['good', 'later']);
  });
});

describe('a source of the old message formats', () => {
  const pair = usePair({ version: '0.10.2.2' }, { version: '4.3.1' });

  it('is refused by name', async () => {
    const { source, onSource, onTarget } = pair();
    await create(onSource, 'ancient');
    await runJavaTool({
      classpath: '0.10.2.2',
      main: 'kafka.tools.ConsoleProducer',
      args: ['--broker-list', source.bootstrap.PLAINTEXT!, '--topic', 'ancient'],
      stdin: 'one\ntwo\n',
    });
    await expectRefusal(onTarget, ['REPLICATION_OLD_FORMAT'], ...pairArguments(pair()));
  });
});
