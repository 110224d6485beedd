/**
 * Which of the queues are one client's, when all clients of a group see the same queues and ids, sorted: neighbouring ones,
 * the first clients one more where it does not come out even. None if the client is not among the ids. Clients of one group
 * must all share so (`AllocateMessageQueueAveragely`).
 */
export const allocateAveragely = <Q>(
  clientId: string,
  queues: readonly Q[],
  clientIds: readonly string[],
): readonly Q[] => {
  const place = clientIds.indexOf(clientId);
  if (place < 0) return [];
  const each = Math.floor(queues.length / clientIds.length);
  const more = queues.length % clientIds.length;
  const begin = place * each + Math.min(place, more);
  return queues.slice(begin, begin + each + (place < more ? 1 : 0));
};
