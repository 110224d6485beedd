import { createTopics, type KafkaClient } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, usePair } from '../lib/clusters.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const NOW = BigInt(Date.now());
const RECORDS = 20;

const create = (client: KafkaClient, name: string, partitions = 1) =>
  createTopics(client, [{ name, partitions, replicationFactor: 1 }]);

describe('topics that cannot be copied as they are', () => {
  const pair = usePair({ version: '2.8.2' }, { version: '4.3.1' });

  const expectRefused = (codes: readonly string[], ...args: string[]) =>
    expectRefusal(pair().onTarget, codes, ...pairArguments(pair()), ...args);

  const write = (client: KafkaClient, topic: string, count: number, time: bigint) =>
    writeBatch(client, { topic, partition: 0 }, textRecords(count, time));

  beforeAll(async () => {
    const { onSource, onTarget } = pair();
    for (const name of ['good', 'same-length', 'longer', 'shorter', 'partitions']) {
      await create(onSource, name, 2);
      await write(onSource, name, RECORDS, NOW);
    }
    for (const name of ['same-length', 'longer', 'shorter']) await create(onTarget, name, 2);
    await create(onTarget, 'partitions', 3);
    await write(onTarget, 'same-length', RECORDS, NOW + 1n);
    await write(onTarget, 'longer', RECORDS, NOW);
    await write(onTarget, 'longer', 1, NOW);
    await write(onTarget, 'shorter', RECORDS / 2, NOW + 1n);
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
  ])('are refused: %s with %s', async (topic, code) => {
    expect(await expectRefused([code], '--topics', topic)).toContain(topic);
  });

  it('keep the others from being copied too, until they are excluded', async () => {
    const codes = ['REPLICATION_TARGET_HAS_OTHER_DATA', 'REPLICATION_PARTITIONS_DIFFER'];
    await expectRefused(codes, '--topics', 'good|longer|partitions');
  });
});
