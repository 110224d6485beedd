import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '@mqferry/core';
import {
  buildBatch,
  createTopics,
  deleteRecords,
  fillerBatch,
  type KafkaClient,
  logEndOffsets,
  produceBatches,
  throwOnError,
} from '@mqferry/kafka';
import { type BenchCluster, partitionsOf } from '../clusters.ts';
import { createTopic, TOPIC, totalOf } from '../load.ts';

/** A source of which most offsets have no record any more. */
export interface FillCase {
  readonly title: string;
  readonly partitions: number;
  /** Makes the topic; gives how many offsets its logs end with, together. `scale`: part of the full number. */
  prepare(source: BenchCluster, scale: number): Promise<number>;
}

const PARTITIONS = 6;
const ACK_TIMEOUT_MS = 60_000;

/** Appends the same batch to every partition; a partition that has no leader yet may make others get it twice. */
const appendToAll = async (
  { client }: BenchCluster,
  times: number,
  batch: (turn: number) => Buffer,
): Promise<void> => {
  const append = async (records: Buffer): Promise<void> => {
    const { topicId, partitions } = await client.topic(TOPIC);
    const connection = await client.connect(partitions[0]!.leader);
    const items = partitions.map(({ partition }) => ({ topic: TOPIC, topicId, partition, records }));
    const answer = await produceBatches(connection, items, ACK_TIMEOUT_MS);
    for (const { partition, errorCode } of answer.partitions)
      throwOnError('Produce', `${TOPIC}-${partition}`, errorCode);
  };
  for (let turn = 0; turn < times; turn += 1) await client.retrying(() => append(batch(turn)));
};

const record = (key: string, value: string) => ({
  timestamp: BigInt(Date.now()),
  key: Buffer.from(key),
  value: Buffer.from(value),
});

const endsOf = async (source: BenchCluster): Promise<Map<string, bigint>> =>
  logEndOffsets(source.client, await partitionsOf(source, TOPIC));

const FILLER = 200_000;
const FILLERS_EACH = 100;

/** Everything but the last record is deleted. */
const lateStart: FillCase = {
  title: 'a log that starts late',
  partitions: PARTITIONS,
  prepare: async (source, scale) => {
    await createTopic(source, 1, TOPIC, PARTITIONS);
    const filler = fillerBatch(FILLER, BigInt(Date.now()));
    await appendToAll(source, Math.ceil(FILLERS_EACH * scale), () => filler);
    const ends = await endsOf(source);
    const partitions = await partitionsOf(source, TOPIC);
    await deleteRecords(
      source.client,
      partitions.map((where) => ({ ...where, before: ends.get(`${TOPIC}-${where.partition}`)! })),
    );
    await appendToAll(source, 1, () => buildBatch([record('the', 'only one')]));
    return totalOf(await endsOf(source));
  },
};

const ROUNDS = 2_000;
const KEYS = 100;
const SEGMENT_BYTES = 1024 * 1024;
const COMPACTION_LIMIT_MS = 180_000;
const POLL_MS = 1_000;

const bytesOf = async ({ brokers }: BenchCluster): Promise<number> => {
  const { logDirectory } = brokers[0]!;
  let bytes = 0;
  for (const folder of (await readdir(logDirectory)).filter((name) => name.startsWith(`${TOPIC}-`))) {
    for (const file of (await readdir(join(logDirectory, folder))).filter((name) => name.endsWith('.log'))) {
      const { size } = await stat(join(logDirectory, folder, file)).catch(() => ({ size: 0 }));
      bytes += size;
    }
  }
  return bytes;
};

const createCompacted = async (client: KafkaClient): Promise<void> => {
  const configs = {
    ...{ 'cleanup.policy': 'compact', 'segment.bytes': String(SEGMENT_BYTES) },
    ...{ 'min.cleanable.dirty.ratio': '0.01', 'max.compaction.lag.ms': '1000' },
  };
  await createTopics(client, [{ name: TOPIC, partitions: PARTITIONS, replicationFactor: 1, configs }]);
};

/** The same keys again and again, of which compaction leaves the last. */
const compacted: FillCase = {
  title: 'the holes of a compacted log',
  partitions: PARTITIONS,
  prepare: async (source, scale) => {
    await createCompacted(source.client);
    const round = (turn: number) =>
      buildBatch(
        Array.from({ length: KEYS }, (_, key) => record(`key ${key}`, `value of round ${turn} `.repeat(5))),
      );
    await appendToAll(source, Math.ceil(ROUNDS * scale), round);
    // A segment that is still written to is not compacted: what is there then is a segment a partition at most.
    const deadline = performance.now() + COMPACTION_LIMIT_MS;
    while ((await bytesOf(source)) > PARTITIONS * SEGMENT_BYTES * 1.2) {
      if (performance.now() > deadline) throw new Error('the source has not compacted its log');
      await pause(POLL_MS);
    }
    return totalOf(await endsOf(source));
  },
};

/** What there is to fill. */
export const FILL_CASES: readonly FillCase[] = [lateStart, compacted];
