import { type KafkaClient, OffsetForLeaderEpoch, WriteTxnMarkers } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import { Blanks } from '../../src/copier/blanks.ts';
import { CopyControl } from '../../src/copier/copy-control.ts';
import type { PartitionCopy } from '../../src/copier/partition-copy.ts';
import { TargetWriter } from '../../src/copier/target-writer.ts';
import { copyOf, lease, marker, sourceBatch, where } from './copy-support.ts';

/** A target of one broker that takes every marker, and says that its log ends at these offsets, one after the other. */
const targetEndingAt = (...ends: bigint[]): { client: KafkaClient; asked: string[] } => {
  const asked: string[] = [];
  const { topic: name, partition } = where;
  const answers: Record<string, () => unknown> = {
    [WriteTxnMarkers.name]: () => {
      const partitions = [{ partitionIndex: partition, errorCode: 0 }];
      return { markers: [{ producerId: 0n, topics: [{ name, partitions }] }] };
    },
    [OffsetForLeaderEpoch.name]: () => ({
      topics: [{ topic: name, partitions: [{ partition, errorCode: 0, endOffset: ends.shift() }] }],
    }),
  };
  const connection = {
    isOpen: true,
    offers: () => true,
    send: async (api: { readonly name: string }) => {
      asked.push(api.name);
      return answers[api.name]!();
    },
  };
  const led = { partition, leader: 1, leaderEpoch: 0, replicas: [1] };
  const client = {
    topic: async () => ({ topicId: undefined }),
    partition: async () => led,
    connect: async () => connection,
    metadata: async () => ({ topics: new Map([[name, { partitions: { [partition]: led } }]]) }),
    retrying: (operation: () => Promise<unknown>) => operation(),
  };
  return { client: client as unknown as KafkaClient, asked };
};

const writeAll = async (client: KafkaClient, copy: PartitionCopy): Promise<string | undefined> => {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let open = 2;
  const writer = new TargetWriter(client, new CopyControl(), new Blanks(client, 'source'), {
    mayWrite: () => true,
    freed: () => {
      open -= 1;
      if (open === 0) resolve(undefined);
    },
    lost: (_, reason) => resolve(reason),
    stopped: () => resolve('stopped'),
  });
  await writer.assign(copy);
  return promise;
};

/** Two markers, one after the other. */
const twoMarkers = (): PartitionCopy => {
  const copy = copyOf({}, { transactions: 'mirror' });
  copy.accept(Buffer.concat([marker(0n, 'commit', 5n), marker(1n, 'abort', 6n)]), lease());
  return copy;
};

describe('the first marker of a round', () => {
  it('is confirmed by the log end, those behind it by their answers', async () => {
    const { client, asked } = targetEndingAt(1n);
    const copy = twoMarkers();
    expect(await writeAll(client, copy)).toBeUndefined();
    expect(copy.copiedTo).toBe(2n);
    expect(asked).toEqual([WriteTxnMarkers.name, OffsetForLeaderEpoch.name, WriteTxnMarkers.name]);
  });

  it('is not confirmed when one of a dead connection came in between', async () => {
    const { client } = targetEndingAt(2n);
    const copy = twoMarkers();
    expect(await writeAll(client, copy)).toBe('the log ends at 2 after 1');
    expect(copy.copiedTo).toBe(0n);
  });
});

describe('partitions whose steps wait for each other', () => {
  /** A target that answers a produce request when it is told to. */
  const patientTarget = () => {
    const requests: { readonly partitions: readonly number[]; readonly answer: () => void }[] = [];
    const connection = {
      isOpen: true,
      send: (
        _: unknown,
        request: (version: number) => { topicData: { partitionData: { index: number }[] }[] },
      ) => {
        const partitions = request(3).topicData.flatMap((of) => of.partitionData.map(({ index }) => index));
        const { promise, resolve } = Promise.withResolvers<unknown>();
        const answers = partitions.map((index) => ({
          index,
          errorCode: 0,
          errorMessage: null,
          baseOffset: 0n,
        }));
        const responses = [{ name: where.topic, topicId: '', partitionResponses: answers }];
        requests.push({ partitions, answer: () => resolve({ throttleTimeMs: 0, responses }) });
        return promise;
      },
    };
    const client = {
      topic: async () => ({ topicId: undefined }),
      partition: async () => ({ leader: 1, replicas: [1] }),
      connect: async () => connection,
    };
    return { client: client as unknown as KafkaClient, requests };
  };

  it('go together in one request, and not each in its own', async () => {
    const { client, requests } = patientTarget();
    const failures: string[] = [];
    const writer = new TargetWriter(client, new CopyControl(), new Blanks(client, 'source'), {
      mayWrite: () => true,
      freed: () => {},
      lost: (_, reason) => failures.push(reason),
      stopped: () => failures.push('stopped'),
    });
    // The second batch waits until the first is confirmed, for the target does not know its producer before.
    const copies = [0, 1, 2, 3].map((partition) => copyOf({}, {}, partition));
    for (const copy of copies) {
      copy.accept(Buffer.concat([sourceBatch(0n, 2), sourceBatch(2n, 2)]), lease());
      await writer.assign(copy);
      await new Promise(setImmediate);
    }
    const sent = () => requests.map(({ partitions }) => partitions.toSorted((a, b) => a - b));
    expect(sent()).toEqual([[0], [1], [2, 3]]);
    requests[0]!.answer();
    await new Promise(setImmediate);
    expect(sent()).toHaveLength(3);
    requests[1]!.answer();
    await new Promise(setImmediate);
    expect(sent().slice(3)).toEqual([[0, 1]]);
    expect(failures).toEqual([]);
  });
});
