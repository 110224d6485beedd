import { expect } from 'vitest';
import { logEndOffsets } from '../../../src/admin/offsets.ts';
import { throwOnError } from '../../../src/client/broker-error.ts';
import { fetchRecords } from '../../../src/client/fetch-records.ts';
import type { KafkaClient } from '../../../src/client/kafka-client.ts';
import { mayWriteMarkers, writeMarkers } from '../../../src/client/write-markers.ts';
import {
  AddPartitionsToTxn,
  EndTxn,
  InitProducerId,
  WriteTxnMarkers,
} from '../../../src/protocol/generated/index.ts';
import { batchBytes, buildBatch, scanBatches, transactionEndOf } from '../../../src/records/index.ts';
import type { ApiCase, CaseContext } from './api-case.ts';
import { createTopic } from './eventually.ts';
import { FIRST_TIMESTAMP, produceRaw, TRANSACTION_TIMEOUT_MS } from './world.ts';

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
  const id = { transactionalId: name };
  const { producerId, producerEpoch } = await client.retrying(async () => {
    const answer = await client.send(
      InitProducerId,
      { ...id, transactionTimeoutMs: TRANSACTION_TIMEOUT_MS },
      id,
    );
    throwOnError('InitProducerId', name, answer.errorCode);
    return answer;
  });
  await client.retrying(async () => {
    const { resultsByTopicV3AndBelow: results } = await client.send(
      AddPartitionsToTxn,
      {
        v3AndBelowTransactionalId: name,
        v3AndBelowProducerId: producerId,
        v3AndBelowProducerEpoch: producerEpoch,
        v3AndBelowTopics: [{ name, partitions: [0] }],
      },
      id,
    );
    throwOnError('AddPartitionsToTxn', name, results[0]!.resultsByPartition[0]!.partitionErrorCode);
  });
  const producer = { producerId, producerEpoch, baseSequence: 0, isTransactional: true };
  const batch = buildBatch([{ timestamp: FIRST_TIMESTAMP, value: Buffer.from('x') }], producer);
  const { topicId } = await client.topic(name);
  await produceRaw(client, { name, topicId, partition: 0 }, batch, name);
  await client.retrying(async () => {
    const ended = await client.send(EndTxn, { ...id, producerId, producerEpoch, committed: false }, id);
    throwOnError('EndTxn', name, ended.errorCode);
  });
  await expect.poll(() => endsIn(client, name)).toEqual([undefined, 'abort']);
};

export const transactionCases: readonly ApiCase[] = [
  { api: AddPartitionsToTxn, run: abortTransaction },
  { api: EndTxn, run: abortTransaction },
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
