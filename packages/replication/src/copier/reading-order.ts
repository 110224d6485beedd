import type { PartitionCopy } from './partition-copy.ts';

/**
 * The order in which a request names partitions; a broker serves them in that order until the request's limit. Every
 * other request begins with those at the tail, so that a record there need not wait until the backlog of others is
 * through. The rest begin with the next one in turn: a batch larger than the limit comes only where nothing comes
 * before it. A request names each topic once, so what comes first brings the others of its topic along.
 */
export const readingOrder = <P extends Pick<PartitionCopy, 'isAtTail'>>(
  partitions: readonly P[],
  turn: number,
): P[] => {
  const { length } = partitions;
  // Half a round apart, so that as many requests as there are partitions begin with each of them.
  const first = (Math.floor(turn / 2) + (turn % 2 === 0 ? 0 : Math.ceil(length / 2))) % length;
  const inTurn = [...partitions.slice(first), ...partitions.slice(0, first)];
  if (turn % 2 === 0) return inTurn;
  return [...inTurn.filter((p) => p.isAtTail), ...inTurn.filter((p) => !p.isAtTail)];
};
