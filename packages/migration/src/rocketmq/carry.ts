import type { SeenClient, TopicSide } from './facts.ts';

type Shown = SeenClient['shown'];
type Ends = NonNullable<TopicSide['ends']>;

/**
 * Since when a client has the present route of each topic. A gateway tells when it showed a route last, which is again at every
 * poll; what counts is when the client first had the present share, which the look before may know.
 *
 * @param before what this came to at the look before
 * @param seen when routes were shown last, by topic, with the revision of the routing table
 * @param revisionOf the revision in which a topic got its present share; undefined: the topic is not in the task
 */
export const carriedShown = (
  before: Shown | undefined,
  seen: Shown,
  revisionOf: (topic: string) => number | undefined,
): Shown =>
  new Map(
    [...seen].map(([topic, shown]) => {
      const earlier = before?.get(topic);
      const needed = revisionOf(topic) ?? Number.POSITIVE_INFINITY;
      return [topic, earlier && earlier.revision >= needed ? earlier : shown];
    }),
  );

/**
 * Since when each queue has its end. A queue that was not seen before, or has moved, stands still since now.
 *
 * @param before what this came to at the look before
 * @param ends by `broker:queue`, the offset that the next message will get
 * @param at when they were measured, in milliseconds since 1970
 */
export const carriedEnds = (before: Ends | undefined, ends: ReadonlyMap<string, bigint>, at: number): Ends =>
  new Map(
    [...ends].map(([queue, end]) => {
      const earlier = before?.get(queue);
      return [queue, earlier?.end === end ? earlier : { end, stillSince: at }];
    }),
  );
