import { buildBatch, createTopics, deleteRecords, partitionText } from '@mqferry/kafka';
import type { KafkaVersion } from '@mqferry/sandbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Pair, pairArguments, reach, usePair } from '../lib/clusters.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import type { Isolation } from '../lib/kafka-log.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { produceTransactions } from '../lib/producers.ts';
import { isFullScale, scaled } from '../lib/scale.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { appendBatch, textRecords } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const STEPS = scaled(6_000, 600);
/** Transactions of several producers, interleaved. */
const MIX = 'mix';
/** Transactions of the Java producer. */
const JAVA = 'java';
const JAVA_RECORDS = 20;
/** Logs that begin and end with markers, and with the records of a transaction that began before them. */
const EDGES = 'edges';
/** A transaction that no coordinator will ever end. */
const HANGING = { topic: 'hanging', partition: 0, producerId: 123_456n, records: 3 };

/** Writes in a transaction that its coordinator was never told of, as brokers before 3.6 let clients do. */
const writeHanging = async ({ onSource }: Pair): Promise<void> => {
  const { records, producerId } = HANGING;
  const of = { producerId, producerEpoch: 0, baseSequence: 0, isTransactional: true };
  const batch = buildBatch(textRecords(records, 1_700_000_000_000n), of);
  await onSource.retrying(() => appendBatch(onSource, HANGING, batch, 'nobody'));
};

/** Partition 0 begins with a commit marker, 1 within an aborted transaction, 2 holds nothing but markers. */
const writeEdges = async ({ onSource }: Pair): Promise<Record<Isolation['level'], number>> => {
  const producer = await TransactionalProducer.open(onSource, EDGES);
  const where = (partition: number) => ({ topic: EDGES, partition });
  await producer.write(where(0), textRecords(4, 1_700_000_000_000n));
  await producer.touch(where(2));
  await producer.end(true);
  await producer.write(where(1), textRecords(4, 1_700_000_000_000n));
  await producer.write(where(1), textRecords(3, 1_700_000_000_000n));
  await producer.touch(where(2));
  await producer.end(false);
  await producer.write(where(0), textRecords(2, 1_700_000_000_000n));
  await producer.end(true);
  await deleteRecords(onSource, [
    { ...where(0), before: 4n },
    { ...where(1), before: 2n },
  ]);
  return { read_committed: 2, read_uncommitted: 2 + 5 };
};

const RELEASES: readonly KafkaVersion[] = isFullScale ? ['2.8.2', '3.9.2', '4.3.1'] : ['2.8.2'];

describe.each(RELEASES)('transactions from %s', (version) => {
  const config = { 'transaction.partition.verification.enable': 'false' };
  const pair = usePair({ version, config }, { version: '4.3.1' });
  let mix: TransactionMix;
  let edges: Record<Isolation['level'], number>;

  beforeAll(async () => {
    const { source, onSource } = pair();
    // What is written bears old times, and shall stay all the same.
    const shape = { partitions: 3, replicationFactor: 1, configs: { 'retention.ms': '-1' } };
    await createTopics(
      onSource,
      [MIX, JAVA, EDGES, HANGING.topic].map((name) => ({ name, ...shape })),
    );
    mix = await TransactionMix.open(onSource, { topic: MIX, partitions: 3, producers: 5, seed: 7 });
    await mix.run(STEPS);
    edges = await writeEdges(pair());
    await produceTransactions(reach(source), JAVA);
    await writeHanging(pair());
  }, 5 * MINUTE_MS);

  const expectSameViews = async (): Promise<void> => {
    const java = { [JAVA]: JAVA_RECORDS };
    await expectSameView(pair(), 'read_committed', {
      ...{ [MIX]: mix.visible, [EDGES]: edges.read_committed, [HANGING.topic]: 0 },
      ...java,
    });
    await expectSameView(pair(), 'read_uncommitted', {
      ...{ [MIX]: mix.written, [EDGES]: edges.read_uncommitted, [HANGING.topic]: HANGING.records },
      ...java,
    });
  };

  /** Copies and compares, and expects both to name the transactions of the mix that are open, and the one that hangs. */
  const copyAndCompare = async (): Promise<void> => {
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    // Kafka tells of transactional ids from 3.0 on.
    const told = version !== '2.8.2';
    const open = mix.open.map(({ partition, producer: { id, producerId }, from }) => ({
      ...{ partition, from: String(from), producerId: String(producerId) },
      ...(told ? { transactionalId: id, state: 'open' } : { state: 'unknown' }),
    }));
    const { topic, partition, producerId } = HANGING;
    const hanging = { partition: `${topic}-${partition}`, from: '0', producerId: String(producerId) };
    for (const { openTransactions } of [report!, report!.verification]) {
      const shown = openTransactions.map(({ topic: name, since, ...rest }: Record<string, unknown>) => {
        expect(Number(since)).toBeGreaterThan(1_600_000_000_000);
        return {
          ...rest,
          partition: partitionText({ topic: name as string, partition: rest.partition as number }),
        };
      });
      const all = [...open, { ...hanging, state: told ? 'hanging' : 'unknown' }];
      expect(shown).toHaveLength(all.length);
      expect(shown).toEqual(expect.arrayContaining(all));
    }
  };

  it('are the same on the target while some are open', { timeout: 5 * MINUTE_MS }, async () => {
    expect(mix.visible).toBeLessThan(mix.written);
    expect(mix.open.length).toBeGreaterThan(0);
    await copyAndCompare();
    await expectSameViews();
  });

  it('are the same when they have ended', { timeout: 5 * MINUTE_MS }, async () => {
    await mix.endAll();
    await copyAndCompare();
    await expectSameViews();
  });
});
