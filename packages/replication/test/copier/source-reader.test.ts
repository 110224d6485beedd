import { FramePool } from '@mqferry/core';
import type { KafkaClient } from '@mqferry/kafka';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CopyControl } from '../../src/copier/copy-control.ts';
import { createFillerSource } from '../../src/copier/filler.ts';
import { PartitionCopy } from '../../src/copier/partition-copy.ts';
import { ReadAhead } from '../../src/copier/read-ahead.ts';
import { SourceReader } from '../../src/copier/source-reader.ts';
import { atStart, ids, lease, sourceBatch } from './copy-support.ts';

interface Asked {
  readonly topics: readonly string[];
  readonly offsets: readonly bigint[];
  readonly maxWaitMs: number;
  /** Answers with these records for each topic; others get nothing. */
  readonly answer: (records?: Readonly<Record<string, Buffer>>) => void;
}

const NODE = 1;
const LIMITS = { partitionBytes: 1_000, fetchBytes: 10_000 };

let ended: AbortController;
beforeEach(() => {
  ended = new AbortController();
});
afterEach(() => ended.abort());

const copyOf = (topic: string): PartitionCopy => {
  const copy = new PartitionCopy(
    { topic, partition: 0 },
    { ids, filler: createFillerSource() },
    { tailFrom: 0n, stopAt: undefined, mergeBelow: 0, transactions: 'none', holes: false },
  );
  copy.startAt(atStart);
  return copy;
};

/** A reader of these partitions, and what it asks the broker, which answers when it is told to. */
const start = (partitions: readonly PartitionCopy[]) => {
  const control = new CopyControl();
  const ahead = new ReadAhead(1_000_000);
  control.onChange(() => ahead.wake());
  const asked: Asked[] = [];
  type Request = { maxWaitMs: number; topics: { topic: string; partitions: { fetchOffset: bigint }[] }[] };
  const send = (_api: unknown, make: (version: number) => Request) =>
    new Promise((resolve) => {
      const { maxWaitMs, topics } = make(4);
      const answer: Asked['answer'] = (records = {}) =>
        resolve({
          throttleTimeMs: 0,
          errorCode: 0,
          responses: topics.map(({ topic }) => ({
            topic,
            partitions: [
              {
                ...{ partitionIndex: 0, errorCode: 0, highWatermark: 100n, logStartOffset: 0n },
                ...{
                  records: records[topic] ?? Buffer.alloc(0),
                  divergingEpoch: { epoch: -1, endOffset: -1n },
                },
              },
            ],
          })),
        });
      const offsets = topics.flatMap(({ partitions: of }) => of.map(({ fetchOffset }) => fetchOffset));
      asked.push({ topics: topics.map(({ topic }) => topic), offsets, maxWaitMs, answer });
    });
  const client = {
    frames: new FramePool(),
    metadata: async () => ({ topics: new Map() }),
    expireMetadata: () => {},
    connect: async () => ({ send }),
  } as unknown as KafkaClient;
  const events = { queued: () => {}, lost: () => {}, stopped: () => {} };
  const reader = new SourceReader(client, LIMITS, ahead, control, events);
  void reader.run(NODE, () => partitions, ended.signal);
  const next = async (number: number) => {
    await expect.poll(() => asked.length).toBeGreaterThan(number);
    return asked[number]!;
  };
  return { control, next };
};

test('a paused topic is not asked for, and is again when it goes on', async () => {
  const { control, next } = start([copyOf('a'), copyOf('b')]);
  const first = await next(0);
  expect([...first.topics].sort()).toEqual(['a', 'b']);
  control.pause(/^a$/u);
  first.answer();
  const second = await next(1);
  expect([second.topics, second.maxWaitMs]).toEqual([['b'], 500]);
  control.resume(undefined);
  second.answer();
  expect([...(await next(2)).topics].sort()).toEqual(['a', 'b']);
});

test('a topic that has spent its limit is not asked for until it may be, and others are', async () => {
  const { control, next } = start([copyOf('a'), copyOf('b')]);
  control.changeTopicRate(/^a$/u, 1);
  const first = await next(0);
  first.answer({ a: sourceBatch(0n, 3), b: sourceBatch(0n, 3) });
  const second = await next(1);
  expect(second.topics).toEqual(['b']);
  control.changeTopicRate(/^a$/u, Number.POSITIVE_INFINITY);
  second.answer();
  expect([...(await next(2)).topics].sort()).toEqual(['a', 'b']);
});

test('when the limit of all is spent nothing is asked for until it is lifted', async () => {
  const { control, next } = start([copyOf('a')]);
  control.changeRate(1);
  (await next(0)).answer({ a: sourceBatch(0n, 3) });
  await expect.poll(() => control.throttledBy).toBe('rate-limit');
  control.changeRate(Number.POSITIVE_INFINITY);
  expect((await next(1)).topics).toEqual(['a']);
});

test('a long poll waits shortly for those that have no room, not for those that have ended', async () => {
  const [a, stopped, full] = [copyOf('a'), copyOf('stopped'), copyOf('full')];
  stopped.stop({} as never);
  const first = await start([a, stopped]).next(0);
  expect([first.topics, first.maxWaitMs]).toEqual([['a'], 500]);
  full.accept(Buffer.concat(Array.from({ length: 20 }, (_, i) => sourceBatch(BigInt(i), 1))), lease());
  const second = await start([copyOf('b'), full]).next(0);
  expect([second.topics, second.maxWaitMs]).toEqual([['b'], 20]);
});

test('what both lanes bring of a partition that changes over is taken once', async () => {
  const copy = copyOf('a');
  const { next } = start([copy]);
  const busy = await next(0);
  const real = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => real() + 60_000);
  const quiet = await next(1);
  vi.restoreAllMocks();
  expect([busy.offsets, quiet.offsets]).toEqual([[0n], [0n]]);
  quiet.answer({ a: sourceBatch(0n, 3) });
  await expect.poll(() => copy.fetchFrom).toBe(3n);
  const { queuedBytes } = copy;
  busy.answer({ a: sourceBatch(0n, 3) });
  expect((await next(2)).offsets).toEqual([3n]);
  expect([copy.fetchFrom, copy.queuedBytes]).toEqual([3n, queuedBytes]);
});
