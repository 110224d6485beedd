import { type Access, isRead, isWritten, ONLY_SOURCE, type Position, type Share, shareOf } from './states.ts';

/** What gateways are to show: of topics, and of the topics for retries of groups. */
export interface Routing {
  readonly topics: ReadonlyMap<string, Share>;
  readonly groups: ReadonlyMap<string, Share>;
}

const eitherAccess = (one: Access, other: Access): Access => {
  const read = isRead(one) || isRead(other);
  const written = isWritten(one) || isWritten(other);
  if (read) return written ? 'read-write' : 'read';
  if (written) return 'write';
  return one === 'none' ? other : one;
};

/** What is shown where either is. */
export const eitherShare = (one: Share, other: Share): Share => ({
  source: eitherAccess(one.source, other.source),
  target: eitherAccess(one.target, other.target),
});

/**
 * The shares of topics of a task, and of the retries of groups.
 *
 * The topic for retries of a group is shown wherever one of the group's topics is, those outside the task included, which are
 * on the source. Retries have no order and are never held: a consumer that could not give a message back would stop.
 *
 * @param topics where each topic of the task stands
 * @param groups the topics that each group reads, in the task or not
 */
export const routingOf = (
  topics: ReadonlyMap<string, Position>,
  groups: ReadonlyMap<string, readonly string[]>,
): Routing => ({
  topics: new Map([...topics].map(([topic, position]) => [topic, shareOf(position)])),
  groups: new Map([...groups].map(([group, read]) => [group, retryShare(read, topics)])),
});

const retryShare = (read: readonly string[], topics: ReadonlyMap<string, Position>): Share => {
  const shares = read.map((topic) => {
    const position = topics.get(topic);
    return position ? shareOf({ ...position, held: false }) : ONLY_SOURCE;
  });
  return shares.length === 0 ? ONLY_SOURCE : shares.reduce(eitherShare);
};
