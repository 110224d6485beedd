import { type Access, isRead, isWritten, ONLY_SOURCE, type Position, type Share, shareOf } from './states.ts';

/** What gateways are to show: of topics, and of the topics for retries of groups. */
export interface Routing {
  readonly topics: ReadonlyMap<string, Share>;
  readonly groups: ReadonlyMap<string, Share>;
  /** Topics whose writes gateways in proxy mode are to hold. */
  readonly held: ReadonlySet<string>;
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
 * on the source.
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
  held: new Set([...topics].flatMap(([topic, { held }]) => (held ? [topic] : []))),
});

const retryShare = (read: readonly string[], topics: ReadonlyMap<string, Position>): Share => {
  const shares = read.map((topic) => {
    const position = topics.get(topic);
    return position ? shareOf(position) : ONLY_SOURCE;
  });
  return shares.length === 0 ? ONLY_SOURCE : shares.reduce(eitherShare);
};
