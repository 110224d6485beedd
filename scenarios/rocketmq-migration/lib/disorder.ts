import type { Delivery } from './entries.ts';

/** Deliveries that were processed, one of each message to each reader, in time. */
const firstOnes = (deliveries: readonly Delivery[]): Delivery[] => {
  const seen = new Set<string>();
  return deliveries
    .filter(({ processed }) => processed)
    .sort((a, b) => a.at - b.at)
    .filter(({ reader, id }) => {
      const isNew = !seen.has(`${reader} ${id}`);
      seen.add(`${reader} ${id}`);
      return isNew;
    });
};

/** What came after something that is behind it, among what has the same `line`. */
const outOfLine = <T extends number | bigint>(
  deliveries: readonly Delivery[],
  line: (delivery: Delivery) => string,
  position: (delivery: Delivery) => T,
): string[] => {
  const last = new Map<string, Delivery>();
  return firstOnes(deliveries).flatMap((delivery) => {
    const name = `${delivery.reader} ${line(delivery)}`;
    const before = last.get(name);
    if (before !== undefined && position(before) > position(delivery)) {
      return [`${name}: ${delivery.id} of ${delivery.consumer} after ${before.id} of ${before.consumer}`];
    }
    last.set(name, delivery);
    return [];
  });
};

/** Messages that a reader had for the first time after a later one of the same queue. */
export const disorderOfQueues = (deliveries: readonly Delivery[]): readonly string[] =>
  outOfLine(
    deliveries,
    ({ place: { broker, queueId } }) => `${broker} ${queueId}`,
    ({ place }) => place.offset,
  );

/** Messages that a reader had for the first time after a later one of the same producer with the same key. */
export const disorderOfKeys = (deliveries: readonly Delivery[]): readonly string[] =>
  outOfLine(
    deliveries,
    ({ id, key }) => `run ${id.split('.')[0]} ${key}`,
    ({ id }) => Number(id.split('.')[1]),
  );

/** Messages that a reader had for the first time after one of a later run of producers with the same key. */
export const disorderOfRuns = (deliveries: readonly Delivery[]): readonly string[] =>
  outOfLine(
    deliveries,
    ({ key }) => key,
    ({ id }) => Number(id.split('.')[0]),
  );
