import { expect } from 'vitest';
import { describeLogDirectories } from '../../../src/admin/log-dirs.ts';
import {
  deleteRecords,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
} from '../../../src/admin/offsets.ts';
import { describeProducers } from '../../../src/admin/producers.ts';
import { describeTransaction, listTransactions } from '../../../src/admin/transactions.ts';
import { throwOnError } from '../../../src/client/broker-error.ts';
import { fetchRecords } from '../../../src/client/fetch-records.ts';
import { produceBatches } from '../../../src/client/produce-batches.ts';
import {
  DeleteRecords,
  DescribeLogDirs,
  DescribeProducers,
  DescribeTransactions,
  Fetch,
  InitProducerId,
  ListOffsets,
  ListTransactions,
  OffsetForLeaderEpoch,
  Produce,
} from '../../../src/protocol/generated/index.ts';
import { batchBytes, buildBatch, readRecords, scanBatches } from '../../../src/records/index.ts';
import type { ApiCase } from './api-case.ts';
import { createTopic, eventually } from './eventually.ts';
import {
  FIRST_TIMESTAMP,
  produceRaw,
  RECORDS,
  recordsFor,
  TRANSACTION_TIMEOUT_MS,
  TRANSACTIONAL_ID,
} from './world.ts';

const END = BigInt(RECORDS.length);
const TRANSACTION_END = 1n;

/** Values of all records, whatever the message format. */
const valuesIn = (records: Buffer): string[] =>
  scanBatches(records).batches.flatMap((header) =>
    [...readRecords(batchBytes(records, header))].map(({ value }) => String(value)),
  );

export const logCases: readonly ApiCase[] = [
  {
    api: Produce,
    when: (release) => !release.isFrom(0, 11),
    run: async ({ world, client, name }) => {
      await createTopic(client, name);
      const where = { name, topicId: undefined, partition: 0 };
      expect(await produceRaw(client, where, recordsFor(world.release))).toBe(0n);
      expect(await produceRaw(client, where, recordsFor(world.release))).toBe(END);
    },
  },
  {
    api: Produce,
    lowest: 3,
    run: async ({ world, client, name }) => {
      await createTopic(client, name);
      const { topicId, partitions } = await client.topic(name);
      const connection = await client.connect(partitions[0]!.leader);
      const item = { topic: name, topicId, partition: 0, records: recordsFor(world.release) };
      for (const baseOffset of [0n, END]) {
        const { partitions: results } = await produceBatches(connection, [item], 10_000);
        expect(results).toMatchObject([{ topic: name, partition: 0, errorCode: 0, baseOffset }]);
      }
    },
  },
  {
    api: Fetch,
    lowest: 3,
    run: async ({ world, client, version }) => {
      const { topic, topicId } = world;
      const { leader, leaderEpoch } = await client.partition(topic, 0);
      const connection = await client.connect(leader);
      const want = { topic, topicId, partition: 0, offset: 1n, maxBytes: 10_000, leaderEpoch };
      const answer = await fetchRecords(connection, [want], { maxBytes: 10_000, maxWaitMs: 1 });
      expect(answer.errorCode).toBe(0);
      const expected = { topic, partition: 0, errorCode: 0, highWatermark: END, diverging: undefined };
      expect(answer.partitions).toMatchObject([expected]);
      const { logStartOffset, records } = answer.partitions[0]!;
      expect(logStartOffset).toBe(version >= 5 ? 0n : -1n);
      const values = valuesIn(records);
      // Batches come whole; an old format has a batch for each record.
      expect(values).toEqual(RECORDS.slice(-values.length));
      expect(values.length).toBeGreaterThanOrEqual(2);
    },
  },
  {
    api: ListOffsets,
    run: async ({ world, client, version }) => {
      const partition = { topic: world.topic, partition: 0 };
      const key = `${world.topic}-0`;
      expect(await listOffsets(client, [partition], OFFSET_EARLIEST)).toEqual(new Map([[key, 0n]]));
      expect(await listOffsets(client, [partition], OFFSET_LATEST)).toEqual(new Map([[key, END]]));
      // Version 0 knows the times of files only.
      if (version === 0) return;
      const later = await listOffsets(client, [partition], FIRST_TIMESTAMP + 1n);
      expect(later).toEqual(new Map([[key, 1n]]));
      const never = await listOffsets(client, [partition], FIRST_TIMESTAMP + 1_000_000n);
      expect(never).toEqual(new Map([[key, -1n]]));
    },
  },
  {
    api: OffsetForLeaderEpoch,
    lowest: 2,
    run: async ({ world, client }) => {
      const partitions = [0, 1].map((partition) => ({ topic: world.topic, partition }));
      const ends = await logEndOffsets(client, partitions);
      const second = world.producerId < 0n ? 0n : TRANSACTION_END;
      expect(ends).toEqual(
        new Map([
          [`${world.topic}-0`, END],
          [`${world.topic}-1`, second],
        ]),
      );
    },
  },
  {
    api: DeleteRecords,
    run: async ({ world, client, name }) => {
      await createTopic(client, name);
      const { topicId } = await client.topic(name);
      await produceRaw(client, { name, topicId, partition: 0 }, recordsFor(world.release));
      const where = { topic: name, partition: 0 };
      const starts = await deleteRecords(client, [{ ...where, before: 2n }]);
      expect(starts).toEqual(new Map([[`${name}-0`, 2n]]));
      expect(await listOffsets(client, [where], OFFSET_EARLIEST)).toEqual(starts);
    },
  },
  {
    api: DescribeLogDirs,
    run: async ({ world, client, version }) => {
      const directories = await describeLogDirectories(client);
      const [broker] = world.release.cluster.brokers;
      expect(directories).toMatchObject([{ broker: broker!.id, path: broker!.logDirectory }]);
      const [{ replicas, totalBytes, usableBytes }] = directories as [(typeof directories)[0]];
      expect(replicas.get(`${world.topic}-0`)).toBeGreaterThan(0n);
      if (version < 4) expect([totalBytes, usableBytes]).toEqual([undefined, undefined]);
      else expect(totalBytes).toBeGreaterThan(usableBytes!);
    },
  },
  {
    api: InitProducerId,
    run: async ({ client }) => {
      const ask = async () => {
        const answer = await client.send(InitProducerId, { transactionalId: null });
        throwOnError('InitProducerId', 'no transactional id', answer.errorCode);
        expect(answer.producerEpoch).toBe(0);
        return answer.producerId;
      };
      const first = await client.retrying(ask);
      expect(await client.retrying(ask)).not.toBe(first);
    },
  },
  {
    api: DescribeProducers,
    run: async ({ client, name }) => {
      await createTopic(client, name);
      const { topicId } = await client.topic(name);
      const where = { topic: name, partition: 0 };
      expect(await describeProducers(client, [where])).toEqual(new Map([[`${name}-0`, []]]));
      const { producerId } = await client.send(InitProducerId, { transactionalId: null });
      const record = { timestamp: FIRST_TIMESTAMP, value: Buffer.from('x') };
      const batch = buildBatch([record, record], { producerId, producerEpoch: 0, baseSequence: 0 });
      await produceRaw(client, { name, topicId, partition: 0 }, batch);
      const producer = {
        producerId,
        producerEpoch: 0,
        lastSequence: 1,
        coordinatorEpoch: -1,
        lastTimestamp: FIRST_TIMESTAMP,
        transactionStart: undefined,
      };
      expect(await describeProducers(client, [where])).toEqual(new Map([[`${name}-0`, [producer]]]));
    },
  },
  {
    api: DescribeProducers,
    when: (release) => release.isFrom(3, 0),
    run: async ({ world, client }) => {
      const found = await describeProducers(client, [{ topic: world.topic, partition: 1 }]);
      const { producerId } = world;
      expect(found.get(`${world.topic}-1`)).toMatchObject([{ producerId, transactionStart: 0n }]);
    },
  },
  {
    api: ListTransactions,
    run: async ({ world, client }) => {
      const expected = { transactionalId: TRANSACTIONAL_ID, producerId: world.producerId, state: 'Ongoing' };
      expect(await listTransactions(client)).toEqual([expected]);
      expect(await listTransactions(client, ['Ongoing'])).toEqual([expected]);
      expect(await listTransactions(client, ['Empty'])).toEqual([]);
    },
  },
  {
    api: DescribeTransactions,
    run: async ({ world, client }) => {
      const found = await eventually(() => describeTransaction(client, TRANSACTIONAL_ID));
      expect(found).toMatchObject({
        transactionalId: TRANSACTIONAL_ID,
        producerId: world.producerId,
        state: 'Ongoing',
        timeoutMs: TRANSACTION_TIMEOUT_MS,
        partitions: [{ topic: world.topic, partition: 1 }],
      });
      expect(found.startedAt).toBeGreaterThan(FIRST_TIMESTAMP);
    },
  },
];
