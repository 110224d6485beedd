import type { KafkaClient } from '@mqferry/kafka';
import { expect, it } from 'vitest';
import { Blanks } from '../../src/copier/blanks.ts';
import { CopyControl } from '../../src/copier/copy-control.ts';
import { TargetWriter } from '../../src/copier/target-writer.ts';
import { copyOf, lease, sourceBatch, where } from './copy-support.ts';

/** A target that takes every batch at the offset that comes next. */
const fakeTarget = () => {
  const taken: bigint[] = [];
  const connection = {
    isOpen: true,
    send: async () => {
      const baseOffset = BigInt(taken.length);
      taken.push(baseOffset);
      const partitionResponses = [{ index: where.partition, errorCode: 0, errorMessage: null, baseOffset }];
      return { throttleTimeMs: 0, responses: [{ name: where.topic, topicId: '', partitionResponses }] };
    },
  };
  const client = {
    topic: async () => ({ topicId: undefined }),
    partition: async () => ({ leader: 1, replicas: [1] }),
    connect: async () => connection,
  } as unknown as KafkaClient;
  return { client, taken };
};

const start = async () => {
  const { client, taken } = fakeTarget();
  const lent = { isHeld: true };
  const writer = new TargetWriter(client, new CopyControl(), new Blanks(client, 'source'), {
    mayWrite: () => lent.isHeld,
    freed: () => {},
    lost: () => {},
    stopped: () => {},
  });
  const copy = copyOf();
  await writer.assign(copy);
  const offer = (offset: bigint) => {
    copy.accept(sourceBatch(offset, 1), lease());
    writer.push([copy]);
  };
  return { writer, copy, taken, lent, offer };
};

it('writes nothing while the lease is not held, and goes on when it is again', async () => {
  const { writer, copy, taken, lent, offer } = await start();
  offer(0n);
  await expect.poll(() => copy.copiedTo).toBe(1n);
  lent.isHeld = false;
  offer(1n);
  offer(2n);
  expect([copy.inFlightCount, taken.length]).toEqual([0, 1]);
  lent.isHeld = true;
  writer.push([copy]);
  await expect.poll(() => copy.copiedTo).toBe(3n);
});

it('writes nothing more of a partition that it has left', async () => {
  const { writer, copy, taken, offer } = await start();
  writer.leave(copy);
  offer(0n);
  expect([copy.inFlightCount, taken.length]).toEqual([0, 0]);
});
