import { expect } from 'vitest';
import { fetchGroupOffsets } from '../../../src/admin/group-offsets.ts';
import { logEndOffsets } from '../../../src/admin/offsets.ts';
import { throwOnError } from '../../../src/client/broker-error.ts';
import { fetchRecords } from '../../../src/client/fetch-records.ts';
import type { KafkaClient } from '../../../src/client/kafka-client.ts';
import { TransactionalProducer } from '../../../src/client/transactional-producer.ts';
import { mayWriteMarkers, writeMarkers } from '../../../src/client/write-markers.ts';
import {
  AddOffsetsToTxn,
  AddPartitionsToTxn,
  EndTxn,
  TxnOffsetCommit,
  WriteTxnMarkers,
} from '../../../src/protocol/generated/index.ts';
import { batchBytes, scanBatches, transactionEndOf } from '../../../src/records/index.ts';
import type { ApiCase, CaseContext } from './api-case.ts';
import { createTopic } from './eventually.ts';
import { beginTransaction } from './world.ts';

/** What a partition holds: how a transaction ended, or undefined for records. */
const endsIn = async (client: KafkaClient, topic: string): Promise<(string | undefined)[]> => {
  const { topicId } = await client.topic(topic);
  const { leader, leaderEpoch } = await client.partition(topic, 0);
  const connection = await client.connect(leader);
  const want = { topic, topicId, partition: 0, offset: 0n, maxBytes: 10_000, leaderEpoch };
  const { partitions } = await fetchRecords(connection, [want], { maxBytes: 10_000, maxWaitMs: 1 });
  const { records } = partitions[0]!;
  return scanBatches(records).batches.map((header) => transactionEndOf(batchBytes(records, header), header));
};

/** Writes a record in a transaction and aborts it. */
const abortTransaction = async ({ client, name }: CaseContext): Promise<void> => {
  await createTopic(client, name);
  const producer = await beginTransaction(client, name, { name, partition: 0 });
  const id = { transactionalId: name };
  await client.retrying(async () => {
    const ended = await client.send(EndTxn, { ...id, ...producer, committed: false }, id);
    throwOnError('EndTxn', name, ended.errorCode);
  });
  await expect.poll(() => endsIn(client, name)).toEqual([undefined, 'abort']);
};

/** Commits offsets in transactions: in one that is aborted, and in one that is not. */
const commitOffsets = async ({ client, name }: CaseContext): Promise<void> => {
  await createTopic(client, name);
  const committed = { topic: name, partition: 0, offset: 7n, metadata: 'where it is' };
  const producer = await TransactionalProducer.take(client, name);
  for (const [offset, isCommitted] of [
    [3n, false],
    [committed.offset, true],
  ] as const) {
    await producer.begin([], [name]);
    await producer.commitOffsets(name, [{ ...committed, offset }]);
    await producer.end(isCommitted);
  }
  await expect.poll(() => fetchGroupOffsets(client, name)).toEqual([committed]);
};

export const transactionCases: readonly ApiCase[] = [
  { api: AddPartitionsToTxn, run: abortTransaction },
  { api: EndTxn, run: abortTransaction },
  { api: AddOffsetsToTxn, run: commitOffsets },
  { api: TxnOffsetCommit, run: commitOffsets },
  {
    api: WriteTxnMarkers,
    run: async ({ client, name }) => {
      await createTopic(client, name);
      const where = { topic: name, partition: 0 };
      const connection = await client.connect((await client.partition(name, 0)).leader);
      expect(await mayWriteMarkers(connection)).toBe(true);
      const marker = { ...where, producerId: 2n ** 60n, producerEpoch: 0, coordinatorEpoch: 7 };
      const written = { ...where, producerId: marker.producerId, errorCode: 0 };
      expect(await writeMarkers(connection, [{ ...marker, committed: true, count: 1 }])).toEqual([written]);
      expect(await writeMarkers(connection, [{ ...marker, committed: false, count: 2 }])).toEqual([written]);
      expect(await endsIn(client, name)).toEqual(['commit', 'abort', 'abort']);
      expect(await logEndOffsets(client, [where])).toEqual(new Map([[`${name}-0`, 3n]]));
      const late = { ...marker, committed: true, count: 1, coordinatorEpoch: 6 };
      expect((await writeMarkers(connection, [late]))[0]!.errorCode).not.toBe(0);
    },
  },
];
