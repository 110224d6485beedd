import { delayedParts, halfPart, timedMessages } from './pending-parts.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';

/** What a broker has yet to deliver by itself. */
export interface PendingMessages {
  /** Messages that wait in a delay level, by level; levels without any are left out. */
  readonly delayed: ReadonlyMap<number, bigint>;
  /** Messages with a time of delivery that wait, by topic; undefined where the broker has none of that kind. */
  readonly timed: ReadonlyMap<string, bigint> | undefined;
  /**
   * Half messages of transactions that the broker has not looked at since they were stored, resolved ones among them: it
   * looks every half minute or minute, and stores those that are not resolved anew.
   */
  readonly halfMessages: bigint;
}

/** What the broker at `host:port` has yet to deliver by itself. Throws as `ask` does. */
export const pendingMessages = async (admin: RocketmqAdmin, address: string): Promise<PendingMessages> => {
  const delayed = await delayedParts(admin, address);
  const half = await halfPart(admin, address);
  return {
    delayed: new Map(delayed.map(({ level, from, to }) => [level, to - from])),
    timed: await timedMessages(admin, address),
    halfMessages: half.to - half.from,
  };
};
