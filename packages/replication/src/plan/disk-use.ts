import { describeLogDirectories, type KafkaClient, type LogDirectory } from '@mqferry/kafka';
import { isNotAvailable } from './scan-log.ts';

/** What a cluster says of its disks. */
export interface DiskUse {
  /** Size of the largest replica, by `topic-partition`, in bytes. */
  readonly replicaBytes: ReadonlyMap<string, bigint>;
  /** Usable bytes of all brokers; undefined unless every folder tells (from 3.3). */
  readonly usableBytes: bigint | undefined;
}

/** The disks of a cluster, or undefined where it does not tell (before 1.0) or not to this user. */
export const diskUse = async (client: KafkaClient): Promise<DiskUse | undefined> => {
  let directories: LogDirectory[];
  try {
    directories = await client.retrying(() => describeLogDirectories(client));
  } catch (error) {
    if (isNotAvailable(error)) return undefined;
    throw error;
  }
  const replicaBytes = new Map<string, bigint>();
  for (const { replicas } of directories) {
    for (const [key, bytes] of replicas) {
      if (bytes > (replicaBytes.get(key) ?? -1n)) replicaBytes.set(key, bytes);
    }
  }
  const usable = directories.map(({ usableBytes }) => usableBytes);
  return {
    replicaBytes,
    usableBytes: usable.includes(undefined)
      ? undefined
      : usable.reduce<bigint>((sum, bytes) => sum + bytes!, 0n),
  };
};
