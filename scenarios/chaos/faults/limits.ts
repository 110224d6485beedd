import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '@mqferry/core';
import { limitCopier } from '../../lib/quotas.ts';
import { until } from '../../lib/until.ts';
import { textRecords, writeBatch } from '../../lib/write-records.ts';
import { anyOf, between, type Scene } from '../scene.ts';
import type { Whose } from './brokers.ts';

const SLOW_BYTES_PER_SECOND = 2_000;

/** Brokers of one side let the copier read or write little for some seconds. */
export const throttled = async (scene: Scene, whose: Whose): Promise<void> => {
  const { random } = scene;
  const { client } = scene[whose];
  const limit = whose === 'source' ? 'consumer_byte_rate' : 'producer_byte_rate';
  await limitCopier(client, limit, between(random, SLOW_BYTES_PER_SECOND, 10 * SLOW_BYTES_PER_SECOND));
  await pause(between(random, 3_000, 8_000));
  await limitCopier(client, limit, null);
};

/** How much a target's disk holds, where each broker has one of its own. */
export const DISK_MEGABYTES = 300;
const GIVES_UP_MS = 30_000;

/** Somebody else takes what is left of a target broker's disk, and gives it back when the broker has given up. */
export const diskFull = async ({ random, target }: Scene): Promise<void> => {
  const broker = anyOf(random, target.cluster.brokers);
  const intruder = join(broker.logDirectory, 'of-somebody-else');
  // The error is the one expected: no space left.
  await writeFile(intruder, Buffer.alloc(DISK_MEGABYTES * 1024 * 1024)).catch(() => {});
  await until('the broker gives up its full disk', GIVES_UP_MS, () => !broker.running).finally(() =>
    rm(intruder),
  );
  await broker.start();
};

/** Somebody else writes to a partition of the target. */
export const foreignWriter = async ({ random, target, topic, partitions }: Scene): Promise<void> => {
  const where = { topic, partition: random.below(partitions) };
  await writeBatch(target.client, where, textRecords(1 + random.below(3), BigInt(Date.now())));
};
