import { type CodedError, codedErrorIn, inParallel } from '@mqferry/core';
import {
  createTopics,
  type KafkaClient,
  type NewTopic,
  partitionText,
  type TopicMetadata,
} from '@mqferry/kafka';
import type { TransactionManner } from '../copier/batch-gate.ts';
import { locate } from '../copier/locate.ts';
import { producerIdMap } from '../copier/producer-ids.ts';
import { replicationErrors } from '../errors.ts';
import { mappedInstead } from '../mapped/plan-mapped.ts';
import type { SourceGap } from '../source-gap.ts';
import { transactionErrors } from '../transaction-errors.ts';
import type { OffsetMode, PartitionPlan, TopicPlan } from './migration-plan.ts';
import { isCompacted, type TopicConfigs } from './read-configs.ts';
import { type LogGate, type LogSurvey, surveyLog } from './scan-log.ts';
import { type ConfigValues, configsToCopy, configsToHold } from './topic-configs.ts';

/** Offsets by `topic-partition`. */
type Offsets = ReadonlyMap<string, bigint>;

/** What both clusters say of one topic before its plan is made. */
export interface ClusterTopicFacts {
  readonly source: TopicMetadata;
  readonly target: TopicMetadata | undefined;
  readonly targetBrokers: number;
  readonly sourceConfigs: TopicConfigs;
  /** As they are when what an earlier run holds is put back; absent when the topic does not exist there. */
  readonly targetConfigs: TopicConfigs | undefined;
  readonly offsets: {
    readonly sourceStarts: Offsets;
    readonly sourceEnds: Offsets;
    readonly targetStarts: Offsets;
    readonly targetEnds: Offsets;
  };
  readonly sourceBytes: ReadonlyMap<string, bigint> | undefined;
  readonly targetBytes: ReadonlyMap<string, bigint> | undefined;
}

/** What is known of one topic before its plan is made. */
export interface TopicFacts extends ClusterTopicFacts {
  /** Whether transactions ran on the source. */
  readonly hadTransactions: boolean;
  /** Asks how the target lets what is not seen be carried over: transactions, and holes that compaction left. */
  readonly manner: () => Promise<TransactionManner>;
  /** How many of its partitions, the first ones, are being copied already and need no plan. */
  readonly copying: number;
  /** The source's id of the topic of this name that was copied earlier, if that is known. */
  readonly copiedTopicId: string | undefined;
  /** Whether what the source deleted before it was copied is given up. */
  readonly acceptGaps: boolean;
  /** Whether the target's topic is to be deleted and created again, and what stands against that. */
  readonly recopy: { readonly refusal: CodedError | undefined } | undefined;
  /** Whether it is copied with a map of offsets, if this stands against identical ones. */
  readonly mayMap: (refusal: CodedError) => boolean;
  /** Why it does not go back to the cluster that it came from. */
  readonly wayBack: CodedError | undefined;
  /** How many holes are filled at most. */
  readonly mostHoles: bigint | undefined;
  /** The largest request that the target takes, in bytes. */
  readonly largestRequest: number;
  readonly takesZstd: boolean;
}

/** About three minutes of filling at the rate measured on two cores (6 million offsets a second). */
const LARGEST_FILL = 1_000_000_000n;
/** About four minutes at the rate measured on two cores (20,000 markers a second in a partition), and 400 MB. */
const MOST_HOLES = 5_000_000n;
/** About half an hour in one partition (see BLANKS_PER_SECOND). */
const MOST_BLANKS = 200_000n;
/** Blanks that a partition gets in a second at least, as measured (docs/adr/0010); several get theirs at a time. */
export const BLANKS_PER_SECOND = 100n;
/** What a request has besides a batch, at most: names and headers. */
const AROUND_BATCH = 4096;
const PARTITIONS_AT_ONCE = 8;
const SETTLE_TIMEOUT_MS = 30_000;

/** The plan of one topic; what stands against it is its `refusal`. */
export const planTopic = async (
  source: KafkaClient,
  target: KafkaClient,
  facts: TopicFacts,
): Promise<TopicPlan> => {
  const { source: topic, target: twin, sourceConfigs, targetConfigs } = facts;
  const partitions = topic.partitions
    .slice(facts.copying)
    .map(({ partition }) => partitionPlan(facts, partition));
  const sourceFactor = topic.partitions[0]!.replicas.length;
  const replicationFactor = {
    source: sourceFactor,
    target: twin?.partitions[0]?.replicas.length ?? Math.min(sourceFactor, facts.targetBrokers),
  };
  // Where the source does not tell, the target may, and holes in the log do.
  const told = sourceConfigs.size > 0;
  const toldCompacted = isCompacted(told ? sourceConfigs : targetConfigs);
  const maybeCompacted = toldCompacted || !told;
  const fillOffsets = partitions.reduce((sum, p) => sum + missingStart(p), 0n);
  const barrier =
    facts.recopy?.refusal ?? facts.wayBack ?? refusalByShape(facts) ?? refusalByIdentity(facts, partitions);
  const { hadTransactions } = facts;
  const known = !barrier && (hadTransactions || toldCompacted) ? await facts.manner() : 'none';
  const first =
    barrier ??
    (toldCompacted && known === 'none' ? refusalByRights(topic.name) : undefined) ??
    refusalByStart(topic.name, fillOffsets);
  const { takesZstd } = facts;
  const readAll = maybeCompacted || !takesZstd || (hadTransactions && known !== 'mirror');
  const gate = {
    whole: readAll,
    takesZstd,
    transactions: hadTransactions ? known : 'none',
    holes: maybeCompacted,
  } as const;
  const surveys = first ? [] : await surveyLogs(source, topic.name, partitions, gate);
  const holes = surveys.reduce((sum, survey) => sum + survey.holes, 0n);
  const compacted = toldCompacted || holes > 0n;
  const manner = holes > 0n ? await facts.manner() : known;
  // Without the rights blanks stand in holes too; with them nothing is prepared for transactions that never ran.
  const transactions = hadTransactions || manner === 'committed' ? manner : 'none';
  const unseen = surveys.reduce((sum, survey) => sum + survey.unseen, 0n);
  const blanks = transactions === 'committed' ? unseen + holes : 0n;
  const cleanupPolicy = sourceConfigs.get('cleanup.policy')?.value ?? (compacted ? 'compact' : 'delete');
  const withoutGaps = {
    topic: topic.name,
    sourceTopicId: topic.topicId,
    action: facts.recopy ? 'recreate' : twin ? 'continue' : 'create',
    partitions,
    addedPartitions: twin ? Math.max(0, topic.partitions.length - twin.partitions.length) : 0,
    replicationFactor,
    cleanupPolicy,
    compacted,
    transactions,
    holes,
    blanks,
    fillOffsets,
    bytesToCopy: bytesToCopy(facts, partitions),
    scanned: readAll,
  } as const;
  const early =
    first ??
    firstOf(surveys.map(({ refusal }) => refusal)) ??
    refusalByCost(facts, holes, blanks) ??
    (holes > 0n && manner === 'none' ? refusalByRights(topic.name) : undefined);
  const refused = (refusal: CodedError): TopicPlan => ({
    ...withoutGaps,
    gaps: [],
    mode: 'refused',
    refusal,
    configs: {},
    held: [],
    notes: [],
  });
  const how = { compacted, transactions };
  const found = early ? undefined : await lookAtTarget(source, target, facts, partitions, how);
  const refusal = early ?? found?.refusal;
  if (refusal && (barrier || !facts.mayMap(refusal))) return refused(refusal);
  const mode: OffsetMode = transactions === 'mirror' ? 'mirror' : 'identity';
  const base = {
    ...withoutGaps,
    gaps: found?.gaps ?? [],
    ...(refusal ? mappedInstead(refusal) : { mode }),
  };

  if (targetConfigs) {
    const own = ownConfigs(targetConfigs);
    const held = configsToHold(sourceConfigs, valuesOf(targetConfigs), own);
    return { ...base, configs: own, held, notes: [] };
  }
  const create = {
    name: topic.name,
    partitions: topic.partitions.length,
    replicationFactor: replicationFactor.target,
  };
  try {
    const seenCompacted = compacted && !told;
    return { ...base, ...(await configsOfNewTopic(target, create, sourceConfigs, seenCompacted)) };
  } catch (error) {
    const coded = codedErrorIn(error);
    if (!coded || coded.retriable) throw error;
    return refused(
      replicationErrors.REPLICATION_TOPIC_REFUSED({ topic: topic.name, reason: coded.message }, error),
    );
  }
};

const partitionPlan = ({ source, offsets }: TopicFacts, partition: number): PartitionPlan => {
  const key = partitionText({ topic: source.name, partition });
  return {
    partition,
    sourceStart: offsets.sourceStarts.get(key)!,
    sourceEnd: offsets.sourceEnds.get(key)!,
    targetStart: offsets.targetStarts.get(key) ?? 0n,
    targetEnd: offsets.targetEnds.get(key) ?? 0n,
  };
};

const missingStart = ({ sourceStart, targetEnd }: PartitionPlan): bigint =>
  sourceStart > targetEnd ? sourceStart - targetEnd : 0n;

const bytesToCopy = (
  { source, sourceBytes, targetBytes }: TopicFacts,
  partitions: readonly PartitionPlan[],
): bigint | undefined => {
  if (!sourceBytes) return undefined;
  return partitions.reduce((sum, { partition }) => {
    const key = partitionText({ topic: source.name, partition });
    const missing = (sourceBytes.get(key) ?? 0n) - (targetBytes?.get(key) ?? 0n);
    return missing > 0n ? sum + missing : sum;
  }, 0n);
};

const refusalByRights = (topic: string): CodedError =>
  replicationErrors.REPLICATION_COMPACTED_TOPIC({ topic });

const refusalByShape = ({
  source: { name, partitions },
  target,
  sourceConfigs,
  largestRequest,
}: TopicFacts): CodedError | undefined => {
  const largestBatch = Number(sourceConfigs.get('max.message.bytes')?.value ?? 0);
  if (largestBatch + AROUND_BATCH > largestRequest) {
    const sizes = { source: largestBatch, target: largestRequest };
    return replicationErrors.REPLICATION_BATCHES_TOO_LARGE({ topic: name, ...sizes });
  }
  if (target && target.partitions.length > partitions.length) {
    const counts = { source: partitions.length, target: target.partitions.length };
    return replicationErrors.REPLICATION_PARTITIONS_DIFFER({ topic: name, ...counts });
  }
  return undefined;
};

const refusalByStart = (topic: string, offsets: bigint): CodedError | undefined =>
  offsets > LARGEST_FILL
    ? replicationErrors.REPLICATION_START_TOO_HIGH({ topic, offsets, limit: LARGEST_FILL })
    : undefined;

/** Another topic than the one whose records the target has; without ids the records themselves are compared. */
const refusalByIdentity = (
  { source: { name, topicId }, copiedTopicId }: TopicFacts,
  partitions: readonly PartitionPlan[],
): CodedError | undefined =>
  topicId !== undefined &&
  copiedTopicId !== undefined &&
  topicId !== copiedTopicId &&
  partitions.some(({ targetEnd }) => targetEnd > 0n)
    ? replicationErrors.REPLICATION_TOPIC_RECREATED({ topic: name })
    : undefined;

const firstOf = (refusals: readonly (CodedError | undefined)[]): CodedError | undefined =>
  refusals.find((refusal) => refusal !== undefined);

const refusalByCost = (
  { source: { name: topic }, mostHoles: limit = MOST_HOLES }: TopicFacts,
  holes: bigint,
  blanks: bigint,
): CodedError | undefined => {
  if (holes > limit) return replicationErrors.REPLICATION_TOO_SPARSE({ topic, holes, limit });
  if (blanks > MOST_BLANKS)
    return transactionErrors.REPLICATION_TOO_MANY_BLANKS({ topic, blanks, limit: MOST_BLANKS });
  return undefined;
};

const surveyLogs = (
  source: KafkaClient,
  topic: string,
  partitions: readonly PartitionPlan[],
  gate: LogGate,
): Promise<LogSurvey[]> =>
  inParallel(partitions, PARTITIONS_AT_ONCE, ({ partition, sourceStart, targetEnd, sourceEnd }) => {
    const start = sourceStart > targetEnd ? sourceStart : targetEnd;
    return surveyLog(source, { topic, partition, start, end: sourceEnd }, gate);
  });

/** A target partition that holds something must hold the source's records up to its end, but for accepted gaps. */
const lookAtTarget = async (
  source: KafkaClient,
  target: KafkaClient,
  { source: { name }, acceptGaps: acceptGap }: TopicFacts,
  partitions: readonly PartitionPlan[],
  how: Pick<TopicPlan, 'compacted' | 'transactions'>,
): Promise<{ refusal: CodedError | undefined; gaps: SourceGap[] }> => {
  const ids = producerIdMap((await source.metadata()).clusterId);
  const filled = partitions.filter(({ targetEnd }) => targetEnd > 0n);
  const gaps: SourceGap[] = [];
  const refusals = await inParallel(filled, PARTITIONS_AT_ONCE, async ({ partition }) => {
    try {
      const signal = AbortSignal.timeout(SETTLE_TIMEOUT_MS);
      const context = { source, target, ids, quietMs: 0, ...how, signal, acceptGap };
      const { gap } = await locate(context, { topic: name, partition });
      if (gap) gaps.push(gap);
      return undefined;
    } catch (error) {
      const coded = codedErrorIn(error);
      if (coded?.code.startsWith('REPLICATION_')) return coded;
      throw error;
    }
  });
  return { refusal: firstOf(refusals), gaps };
};

const valuesOf = (configs: TopicConfigs): ConfigValues =>
  new Map([...configs.values()].map(({ name, value }) => [name, value]));

const ownConfigs = (configs: TopicConfigs): Record<string, string> =>
  Object.fromEntries(
    [...configs.values()].flatMap(({ name, value, source }) =>
      source === 'topic' && value !== null ? [[name, value]] : [],
    ),
  );

/**
 * What a new topic gets, checked by the target itself without creating anything. `seenCompacted`: the source does not
 * tell its configs, but there are holes in the log, which only compaction leaves.
 */
const configsOfNewTopic = async (
  target: KafkaClient,
  create: NewTopic,
  sourceConfigs: TopicConfigs,
  seenCompacted: boolean,
): Promise<Pick<TopicPlan, 'configs' | 'held' | 'notes'>> => {
  const defaults = (await createTopics(target, [create], true)).get(create.name) ?? new Map();
  const { configs, notes } = configsToCopy(sourceConfigs, defaults, create);
  if (seenCompacted) {
    configs['cleanup.policy'] = 'compact';
    const seen = { source: undefined, target: 'compact', reason: 'seen-by-holes' } as const;
    notes.push({ name: 'cleanup.policy', ...seen });
  }
  const held = configsToHold(sourceConfigs, defaults, configs);
  await createTopics(target, [{ ...create, configs: { ...configs, ...during(held) } }], true);
  return { configs, held, notes };
};

/** The values of held configs while the copy runs. */
export const during = (held: TopicPlan['held']): Record<string, string> =>
  Object.fromEntries(held.map(({ name, during: value }) => [name, value]));
