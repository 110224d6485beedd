import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProxiedPair, type ProxiedPair } from '../lib/proxied-pair.ts';
import { REPLICATED } from '../lib/replicas.ts';
import { mountSmallDisk, unmount } from '../lib/small-disk.ts';
import { DISK_MEGABYTES } from './faults/limits.ts';

const BROKERS = 3;

/**
 * Opens two clusters of three brokers behind proxies and closes them when `work` is done. With small disks each broker
 * of the target has a disk of its own, which takes root on Linux.
 */
export const onChaosClusters = async <T>(
  smallDisks: boolean,
  work: (pair: ProxiedPair) => Promise<T>,
): Promise<T> => {
  const directory = smallDisks ? join(tmpdir(), `mqferry-small-disks-${process.pid}`) : undefined;
  const disks = directory
    ? Array.from({ length: BROKERS }, (_, i) => join(directory, `broker-${i + 1}`, 'data'))
    : [];
  const mounted: string[] = [];
  try {
    for (const disk of disks) {
      await mountSmallDisk(disk, DISK_MEGABYTES);
      mounted.push(disk);
    }
    const pair = await openProxiedPair(
      { version: '3.9.2', brokers: BROKERS, config: REPLICATED },
      { version: '4.3.1', brokers: BROKERS, config: REPLICATED, ...(directory ? { directory } : {}) },
    );
    try {
      return await work(pair);
    } finally {
      await pair.close();
    }
  } finally {
    await Promise.all(mounted.map(unmount));
    if (directory) await rm(directory, { recursive: true, force: true });
  }
};
