import type { Delivery } from './entries.ts';

/**
 * Why somebody processed a message again: `redelivered`, the same stored message, as after queues were shared anew;
 * `stored twice`, in two places, as by a producer that tried again or a broker that asked back twice; `retried`, sent back by
 * consumers to their group, maybe twice, for one that failed may be redelivered too.
 */
export type Reason = 'redelivered' | 'stored twice' | 'retried';

/** A message that a reader processed again. */
export interface Doubled {
  readonly id: string;
  readonly reader: string;
  readonly reason: Reason;
  /** Who processed it before, and who again, each with the place of the message. */
  readonly deliveries: readonly [Delivery, Delivery];
}

const placeText = ({ place: { broker, queueId, offset } }: Delivery): string =>
  `${broker} ${queueId} ${offset}`;

const reasonOf = (before: Delivery, again: Delivery): Reason => {
  if (placeText(before) === placeText(again)) return 'redelivered';
  return before.reconsumeTimes + again.reconsumeTimes > 0 ? 'retried' : 'stored twice';
};

/** What was processed more often than once, in the order in which it was. */
export const doubledOf = (deliveries: readonly Delivery[]): readonly Doubled[] => {
  const processed = deliveries.filter((delivery) => delivery.processed).sort((a, b) => a.at - b.at);
  const before = new Map<string, Delivery>();
  return processed.flatMap((again) => {
    const { id, reader } = again;
    const first = before.get(`${reader} ${id}`);
    if (first) return [{ id, reader, reason: reasonOf(first, again), deliveries: [first, again] as const }];
    before.set(`${reader} ${id}`, again);
    return [];
  });
};

/** How many there are for each reason. */
export const countReasons = (doubled: readonly Doubled[]): Readonly<Partial<Record<Reason, number>>> =>
  Object.fromEntries(
    [...Map.groupBy(doubled, ({ reason }) => reason)].map(([reason, of]) => [reason, of.length]),
  );
