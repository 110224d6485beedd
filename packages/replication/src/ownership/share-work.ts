import type { TopicPartition } from '@mqferry/kafka';
import {
  type Holder,
  type MemberState,
  type MemberTask,
  partitionSets,
  partitionsIn,
} from './member-state.ts';

/** A member of the group with what it said. */
export interface Member {
  readonly memberId: string;
  readonly state: MemberState;
}

/** What members that share work have in common. */
const shareOf = ({ replication, sharedBy }: MemberState): string => JSON.stringify([replication, sharedBy]);

/** Earliest first; of two that began together the one with the smaller id. */
const byAge = (a: Member, b: Member): number =>
  a.state.since - b.state.since || (a.memberId < b.memberId ? -1 : 1);

/**
 * What each member is told, by member id. A topic belongs to one replication: the one that has it, else the one that
 * has asked for the longest time. Within a replication each partition belongs to one member at most; one that has to
 * move belongs to nobody until the member that has it says that it has stopped (as in KIP-429), and those that stay go
 * on meanwhile. Whoever leads comes to the same result.
 */
export const shareWork = (members: readonly Member[]): Map<string, MemberTask> => {
  const sorted = members.toSorted(byAge);
  const holders = holdersOf(sorted);
  const tasks = new Map<string, MemberTask>();
  for (const replication of Map.groupBy(sorted, ({ state }) => shareOf(state)).values()) {
    const ready = readyIn(replication);
    const isOurs = (topic: string) => holders.get(topic)?.share === shareOf(replication[0]!.state);
    const going = replication.filter(({ state }) => !state.isEnding);
    const shares = shareOut(replication, going, allPartitions(ready, isOurs));
    const primary = going[0] ?? replication[0]!;
    for (const member of replication) {
      const wanted = [...new Set(replication.flatMap(({ state }) => state.wanted))];
      tasks.set(member.memberId, {
        granted: wanted.filter(isOurs),
        refused: Object.fromEntries(
          member.state.wanted
            .filter((topic) => !isOurs(topic))
            .map((topic) => [topic, holders.get(topic)!.holder]),
        ),
        ready,
        owned: partitionSets(shares.get(member) ?? []),
        isPrimary: member === primary,
        isLast: going.length === 0,
      });
    }
  }
  return tasks;
};

/** Who has each topic. */
const holdersOf = (sorted: readonly Member[]): Map<string, { share: string; holder: Holder }> => {
  const holders = new Map<string, { share: string; holder: Holder }>();
  for (const topicsOf of [({ granted }: MemberState) => granted, ({ wanted }: MemberState) => wanted]) {
    for (const { state } of sorted) {
      const { replication, host, pid, since } = state;
      for (const topic of topicsOf(state)) {
        if (holders.has(topic)) continue;
        holders.set(topic, { share: shareOf(state), holder: { replication, host, pid, since } });
      }
    }
  }
  return holders;
};

const readyIn = (replication: readonly Member[]): Record<string, number> => {
  const ready: Record<string, number> = {};
  for (const [topic, partitions] of replication.flatMap(({ state }) => Object.entries(state.ready)))
    ready[topic] = Math.max(ready[topic] ?? 0, partitions);
  return ready;
};

/** What a replication copies. */
const allPartitions = (
  ready: Readonly<Record<string, number>>,
  isOurs: (topic: string) => boolean,
): Map<string, TopicPartition> =>
  partitionsIn(
    Object.fromEntries(
      Object.entries(ready)
        .filter(([topic]) => isOurs(topic))
        .map(([topic, count]) => [topic, Array.from({ length: count }, (_, partition) => partition)]),
    ),
  );

/** Gives each member that stays an equal share, and leaves it as much of what it has as that allows. */
const shareOut = (
  all: readonly Member[],
  going: readonly Member[],
  partitions: ReadonlyMap<string, TopicPartition>,
): Map<Member, TopicPartition[]> => {
  const free = new Map(partitions);
  const shares = new Map(going.map((member) => [member, [] as TopicPartition[]]));
  const least = Math.floor(partitions.size / going.length);
  let larger = partitions.size % going.length;
  const ownedBy = new Map(all.map((member) => [member, partitionsIn(member.state.owned)]));
  const byOwned = going.toSorted((a, b) => ownedBy.get(b)!.size - ownedBy.get(a)!.size || byAge(a, b));
  const limits = new Map(byOwned.map((member) => [member, least + (larger-- > 0 ? 1 : 0)]));
  for (const [member, owned] of ownedBy) {
    const share = shares.get(member);
    for (const [key, where] of owned) {
      // What it has is nobody else's in this generation, whether it keeps it or not.
      if (free.delete(key) && share && share.length < limits.get(member)!) share.push(where);
    }
  }
  // By number first, so that those of one topic come to different members.
  const rest = [...free.values()].sort((a, b) => a.partition - b.partition);
  for (const [member, share] of shares) share.push(...rest.splice(0, limits.get(member)! - share.length));
  return shares;
};
