import type { CodedError } from '@mqferry/core';
import type { TransactionManner } from '../copier/batch-gate.ts';
import type { SourceGap } from '../source-gap.ts';

/** What of the source is to be moved. Patterns match whole names. */
export interface Selection {
  readonly topics?: RegExp;
  readonly exclude?: RegExp;
  /** Consumer groups whose offsets are copied; none when absent. */
  readonly groups?: RegExp;
  /** Topics of which records may be missing that the source deleted before they were copied; none when absent. */
  readonly acceptGaps?: RegExp;
  /** Topics that may be copied with a map of offsets where identical ones are not possible; none when absent. */
  readonly mapped?: RegExp;
  /** How many holes of a topic are filled at most, so that its offsets stay identical; 5 million when absent. */
  readonly mostHoles?: bigint;
  /** Topics that are deleted on the target and copied anew; none when absent. */
  readonly recopy?: {
    readonly pattern: RegExp;
    /** As the operator wrote it: the exact name of a topic gives up whatever it holds. */
    readonly text: string;
  };
}

/**
 * How a topic is copied, with identical offsets unless it is refused or the operator gave them up: `mirror` carries
 * transactions over as they are, `identity` is for topics without, and, where the target does not allow that, for what
 * was committed; `mapped` carries over what is committed, one record behind the other, with a map of their offsets.
 */
export type OffsetMode = 'mirror' | 'identity' | 'mapped' | 'refused';

/** One change to a config for the time of the copy, and what it becomes when the copy ends (null: the default). */
export interface HeldConfig {
  readonly name: string;
  readonly during: string;
  readonly after: string | null;
  /** Why the copy needs it. */
  readonly reason: HeldConfigReason;
}

/** Why a config is held: `timestamps` keep old or appended times, `retention` must not delete what is being copied,
 * `batches` must pass as they are, `transactions` are the source's and unknown to the target's coordinators,
 * `compaction` of the target has to wait until both sides were compared. */
export type HeldConfigReason = 'timestamps' | 'retention' | 'batches' | 'transactions' | 'compaction';

/** A config that is not copied as it is. */
export interface ConfigNote {
  readonly name: string;
  /** Undefined: the source does not tell. */
  readonly source: string | null | undefined;
  /** Value on the target; undefined: not copied. */
  readonly target: string | undefined;
  readonly reason:
    | 'unknown-on-target'
    | 'below-target-minimum'
    | 'above-target-replicas'
    | 'seen-by-holes'
    | 'names-source-brokers';
}

/** Offsets of one partition when the plan was made; `targetEnd` is 0 where the topic does not exist yet. */
export interface PartitionPlan {
  readonly partition: number;
  readonly sourceStart: bigint;
  readonly sourceEnd: bigint;
  readonly targetStart: bigint;
  readonly targetEnd: bigint;
}

/** What will be done with one topic. */
export interface TopicPlan {
  readonly topic: string;
  readonly sourceTopicId: string | undefined;
  /** `recreate`: the target's topic is deleted with all that it holds, and created again. */
  readonly action: 'create' | 'continue' | 'recreate';
  readonly mode: OffsetMode;
  /** Why it is refused; absent when it is copied. */
  readonly refusal?: CodedError;
  /** Why its offsets cannot be identical; absent unless it is mapped. */
  readonly mappedBecause?: CodedError;
  readonly partitions: readonly PartitionPlan[];
  /** Records that the source deleted before they were copied, and that are given up. */
  readonly gaps: readonly SourceGap[];
  /** How many partitions the target's topic lacks, and gets. */
  readonly addedPartitions: number;
  readonly replicationFactor: { readonly source: number; readonly target: number };
  readonly cleanupPolicy: string;
  readonly compacted: boolean;
  readonly transactions: TransactionManner;
  /** Offsets that compaction left without a record, to be filled with markers or blanks. */
  readonly holes: bigint;
  /** Offsets at which readers of what is committed see nothing, for which blanks are to be written one by one. */
  readonly blanks: bigint;
  /** Configs of the topic on the target when the copy is over. */
  readonly configs: Readonly<Record<string, string>>;
  readonly held: readonly HeldConfig[];
  readonly notes: readonly ConfigNote[];
  /** Bytes of one replica at the source not yet on the target; undefined when the source does not tell. */
  readonly bytesToCopy: bigint | undefined;
  /** Every batch was looked at: for transactions, or for what compaction left. */
  readonly scanned: boolean;
  /** Offsets to be filled so that the log starts where the source's does. */
  readonly fillOffsets: bigint;
}

/** One end of the migration. */
export interface ClusterFacts {
  readonly clusterId: string | undefined;
  readonly brokers: number;
  /** Space by the brokers' own report, in bytes; undefined where one does not tell (before 3.3). */
  readonly usableBytes: bigint | undefined;
}

/** Advice that does not stop the migration; `code` has its text in the console and the command line. */
export interface PlanWarning {
  readonly code:
    | 'replication-factor-lowered'
    | 'space-unknown'
    | 'bytes-unknown'
    | 'configs-unknown'
    | 'log-scanned'
    | 'recopied'
    | 'way-back-closed'
    | 'way-back-without-zstd'
    | 'way-back-without-transactions'
    | 'transactions-unverified'
    | 'committed-only'
    | 'transactions-lack-release'
    | 'transactions-lack-cluster-action'
    | 'transactions-lack-transactional-id'
    | 'transactions-lack-alter-configs'
    | 'transactions-lack-broker-override';
  readonly topic?: string;
  readonly values: Readonly<Record<string, string | number | bigint>>;
}

/** Everything that a migration would do; making it changes nothing. */
export interface MigrationPlan {
  /** What it was made for. */
  readonly selection: Selection;
  readonly source: ClusterFacts;
  readonly target: ClusterFacts;
  readonly topics: readonly TopicPlan[];
  /** Topics that the selection matches, but each cluster has its own of. */
  readonly leftOut: readonly string[];
  readonly groups: readonly string[];
  /** Held for all brokers of the target while the copy runs. */
  readonly heldOnBrokers: readonly HeldConfig[];
  /** What stops the whole migration, such as too little space. */
  readonly refusals: readonly CodedError[];
  readonly warnings: readonly PlanWarning[];
}

/** How many partitions the target's topic has when it is prepared. */
export const partitionCount = ({ partitions }: Pick<TopicPlan, 'partitions'>): number =>
  partitions.at(-1)!.partition + 1;

/** Every reason why the plan cannot be carried out, topics' own included. */
export const refusalsOf = (plan: MigrationPlan): CodedError[] => [
  ...plan.refusals,
  ...plan.topics.flatMap(({ refusal }) => (refusal ? [refusal] : [])),
];
