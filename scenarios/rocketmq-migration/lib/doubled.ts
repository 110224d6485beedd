import type { Delivery } from './entries.ts';

/**
 * Why somebody processed a message again: `redelivered`, the same stored message, as after queues were shared anew;
 * `sent again`, stored in two places, for the producer's client had no answer in time and sent it again by itself; `stored twice`,
 * in two places for another reason, as by a broker that asked back twice; `retried`, sent back by consumers to their group, maybe
 * twice, for one that failed may be redelivered too.
 */
export type Reason = 'redelivered' | 'sent again' | 'stored twice' | 'retried';

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

const reasonOf = (before: Delivery, again: Delivery, sentAgain: ReadonlySet<string>): Reason => {
  if (placeText(before) === placeText(again)) return 'redelivered';
  if (before.reconsumeTimes + again.reconsumeTimes > 0) return 'retried';
  return sentAgain.has(again.id) ? 'sent again' : 'stored twice';
};

/** Whether that comes of more than a machine that stood still, or of queues that were shared anew. */
export const isAvoidable = ({ reason }: Doubled): boolean =>
  reason !== 'redelivered' && reason !== 'sent again';

/** What was processed more often than once, in the order in which it was. `sentAgain`: the ids of what clients sent again by themselves. */
export const doubledOf = (
  deliveries: readonly Delivery[],
  sentAgain: ReadonlySet<string>,
): readonly Doubled[] => {
  const processed = deliveries.filter((delivery) => delivery.processed).sort((a, b) => a.at - b.at);
  const before = new Map<string, Delivery>();
  return processed.flatMap((again) => {
    const { id, reader } = again;
    const first = before.get(`${reader} ${id}`);
    if (first) {
      const reason = reasonOf(first, again, sentAgain);
      return [{ id, reader, reason, deliveries: [first, again] as const }];
    }
    before.set(`${reader} ${id}`, again);
    return [];
  });
};

/** How many there are for each reason. */
export const countReasons = (doubled: readonly Doubled[]): Readonly<Partial<Record<Reason, number>>> =>
  Object.fromEntries(
    [...Map.groupBy(doubled, ({ reason }) => reason)].map(([reason, of]) => [reason, of.length]),
  );
