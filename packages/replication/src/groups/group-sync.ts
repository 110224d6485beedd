import { inParallel } from '@mqferry/core';
import {
  brokerErrorName,
  type CommittedOffset,
  commitGroupOffsets,
  fetchGroupOffsets,
  type KafkaClient,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import type { PartitionStatus } from '../copier/copy-status.ts';
import type { GroupOffsetStatus } from './group-status.ts';

/** What the sync needs. */
export interface GroupSyncOptions {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  /** Those to begin with. */
  readonly groups: readonly string[];
  /** Up to where each partition is on the target, by `topic-partition`; other partitions are not synced. */
  readonly copied: () => ReadonlyMap<string, Pick<PartitionStatus, 'copiedTo' | 'mapped'>>;
  /** Where a reader that would go on from an offset of the source goes on from in a mapped partition. */
  readonly toTarget: (where: TopicPartition, offset: bigint) => Promise<bigint>;
}

const GROUPS_AT_ONCE = 8;
/** Committed again although unchanged, long before a broker forgets the offsets of an idle group (7 days). */
const RECOMMIT_MS = 3_600_000;
/** How a broker refuses a commit from outside to a group that has members. */
const ACTIVE = new Set([
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'REBALANCE_IN_PROGRESS',
  'STALE_MEMBER_EPOCH',
]);

interface Synced {
  readonly offset: bigint;
  readonly at: number;
}

/**
 * Keeps group offsets on the target in step with the source's. They are the same numbers on both sides, but for mapped
 * partitions, whose map tells where a reader goes on. They are copied never beyond what the target holds, never over what somebody else committed there
 * (compare-and-set against the value last synced), and never into a group that has members there.
 */
export class GroupSync {
  readonly #options: GroupSyncOptions;
  readonly #groups: Set<string>;
  readonly #synced = new Map<string, Synced>();

  constructor(options: GroupSyncOptions) {
    this.#options = options;
    this.#groups = new Set(options.groups);
  }

  /** The groups it looks after. */
  get groups(): ReadonlySet<string> {
    return this.#groups;
  }

  /** Looks after these as well. */
  add(groups: readonly string[]): void {
    for (const group of groups) this.#groups.add(group);
  }

  /**
   * One round over all groups. Gives where each offset stands, and how many were committed. In the last one, offsets
   * of transactions that are about to end are waited for; those of one that stays open are not committed yet.
   */
  async round(isLast = false): Promise<{ statuses: GroupOffsetStatus[]; committed: number }> {
    const rounds = await inParallel([...this.#groups], GROUPS_AT_ONCE, (group) =>
      this.#syncGroup(group, isLast),
    );
    return {
      statuses: rounds.flatMap(({ statuses }) => statuses),
      committed: rounds.reduce((sum, { committed }) => sum + committed, 0),
    };
  }

  async #syncGroup(
    group: string,
    isLast: boolean,
  ): Promise<{ statuses: GroupOffsetStatus[]; committed: number }> {
    const { source, target, copied, toTarget } = this.#options;
    const [wanted, existing] = await Promise.all([
      isLast ? settledOffsets(source, group) : fetchGroupOffsets(source, group),
      fetchGroupOffsets(target, group),
    ]);
    const partitions = copied();
    const current = new Map(existing.map((item) => [partitionText(item), item.offset]));
    const statuses: GroupOffsetStatus[] = [];
    const due: CommittedOffset[] = [];
    for (const item of wanted) {
      const { copiedTo, mapped } = partitions.get(partitionText(item)) ?? {};
      if (copiedTo === undefined) continue;
      const reached = item.offset < copiedTo ? item.offset : copiedTo;
      const offset = mapped ? await toTarget(item, reached) : reached;
      const onTarget = current.get(partitionText(item));
      const allowed = this.#mayCommit(group, item, offset, onTarget);
      const state = allowed ? (reached === item.offset ? 'equal' : 'waiting') : 'target-moved';
      const { topic, partition } = item;
      statuses.push({
        group,
        topic,
        partition,
        source: item.offset,
        target: allowed ? offset : onTarget,
        state,
      });
      if (allowed && (onTarget !== offset || this.#isOld(group, item))) due.push({ ...item, offset });
    }
    if (due.length === 0) return { statuses, committed: 0 };
    try {
      await commitGroupOffsets(target, group, due);
    } catch (error) {
      if (!ACTIVE.has(brokerErrorName(error) ?? '')) throw error;
      const active = statuses.map((status) => ({
        ...status,
        target: current.get(partitionText(status)),
        state: 'target-active' as const,
      }));
      return { statuses: active, committed: 0 };
    }
    const at = performance.now();
    for (const item of due) this.#synced.set(keyOf(group, item), { offset: item.offset, at });
    return { statuses, committed: due.length };
  }

  /**
   * A value that is not the last one synced was committed by somebody else. When nothing was synced yet (this
   * process is new) a lower value is taken for our own of earlier; a higher one is not gone back over.
   */
  #mayCommit(group: string, item: CommittedOffset, offset: bigint, onTarget: bigint | undefined): boolean {
    if (onTarget === undefined || onTarget === offset) return true;
    const synced = this.#synced.get(keyOf(group, item));
    return synced ? synced.offset === onTarget : onTarget < offset;
  }

  #isOld(group: string, item: CommittedOffset): boolean {
    const synced = this.#synced.get(keyOf(group, item));
    return synced !== undefined && performance.now() - synced.at > RECOMMIT_MS;
  }
}

/** Offsets after the transactions that are under way have ended, unless one stays open. */
const settledOffsets = async (source: KafkaClient, group: string): Promise<CommittedOffset[]> => {
  try {
    return await fetchGroupOffsets(source, group, true);
  } catch (error) {
    if (brokerErrorName(error) !== 'UNSTABLE_OFFSET_COMMIT') throw error;
    return fetchGroupOffsets(source, group);
  }
};

const keyOf = (group: string, { topic, partition }: CommittedOffset): string =>
  `${group}\0${topic}\0${partition}`;
