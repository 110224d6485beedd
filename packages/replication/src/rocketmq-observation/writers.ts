import { addressText, inParallel } from '@mqferry/core';
import { mastersOf, newestMessages, type RocketmqAdmin } from '@mqferry/rocketmq';
import { producersByAddress } from './group-reading.ts';
import type { ClusterReading } from './read-cluster.ts';

/** Somebody who wrote to a topic. */
export interface Writer {
  /** `host:port` of the connection by which the broker got the message. */
  readonly address: string;
  /** Undefined: nobody with that address is in the list of producers; it has left, or sends no heartbeats. */
  readonly clientId: string | undefined;
  /** When the broker stored its newest message, in milliseconds since 1970. */
  readonly at: bigint;
}

/** One message of each producer would do, but which ones these are is not known before they are read. */
const OF_EACH_QUEUE = 32;
const AT_ONCE = 8;

/**
 * Who wrote the newest messages of a topic that were stored from a time on (milliseconds since 1970), the latest first.
 * Messages that a broker delivers late, and those of transactions, bear their producer's address too. Throws as `readCluster`
 * does, and what a master throws that cannot be asked.
 */
export const writersOf = async (
  admin: RocketmqAdmin,
  cluster: string,
  topic: string,
  { since, reading }: { readonly since: number; readonly reading: ClusterReading },
): Promise<Writer[]> => {
  const producers = producersByAddress(reading);
  const masters = mastersOf(await admin.nameServers.clusterInfo(), cluster);
  const read = await inParallel(masters, AT_ONCE, ({ address }) =>
    newestMessages(admin, address, topic, OF_EACH_QUEUE),
  );
  const writers = new Map<string, Writer>();
  const newest = read
    .flat()
    .filter(({ storeTimestamp }) => storeTimestamp >= BigInt(since))
    .sort((a, b) => Number(b.storeTimestamp - a.storeTimestamp));
  for (const { bornHost, storeTimestamp: at } of newest) {
    const address = addressText(bornHost);
    if (!writers.has(address)) {
      writers.set(address, { address, clientId: producers?.get(address)?.clientId, at });
    }
  }
  return [...writers.values()];
};
