import { type CodedError, inParallel } from '@mqferry/core';
import {
  type ClusterMetadata,
  type KafkaClient,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  type TopicMetadata,
} from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import { selectGroups } from '../groups/select-groups.ts';
import { isMapped, refusalOfWayBack } from '../mapped/plan-mapped.ts';
import { groupRefusal, ownershipGroup } from '../ownership/ownership-group.ts';
import { clusterAbilities, warningsOfWayBack } from './cluster-abilities.ts';
import { collidingNames } from './colliding-names.ts';
import { type DiskUse, diskUse } from './disk-use.ts';
import type { ClusterFacts, MigrationPlan, PlanWarning, Selection, TopicPlan } from './migration-plan.ts';
import { BLANKS_PER_SECOND, type ClusterTopicFacts, planTopic } from './plan-topic.ts';
import { asRestored, type Restores, topicConfigs } from './read-configs.ts';
import { foreignRecords, isRecopied, withoutCopy } from './recopy.ts';
import { requestLimit } from './request-limit.ts';
import { hadTransactions } from './scan-log.ts';
import { acceptsGaps, isOfBrokers, isSelected, matchesSelection } from './selection.ts';
import { type TransactionRights, transactionManner, transactionRights } from './transaction-rights.ts';

const TOPICS_AT_ONCE = 8;

/** What a plan is made besides. */
export interface PlanContext {
  /**
   * How many partitions of a topic, the first ones, are being copied and need no plan; a topic without others is left
   * out. None are when it is absent.
   */
  readonly copying?: (topic: TopicMetadata) => number;
  /** The source's ids of topics that were copied earlier, by name. */
  readonly copiedTopicIds?: ReadonlyMap<string, string>;
  /** What an earlier run holds on the target, by topic, and what it becomes. */
  readonly restores?: Restores;
  /** Where the maps of copies from the target to the source are, if there were any. */
  readonly mapsOfWayBack?: string | undefined;
  /** The target's ids of topics that earlier runs created anew and are to go on with, by name. */
  readonly recreatedIds?: ReadonlyMap<string, string>;
}

/**
 * Finds out what a migration would do; changes nothing on either cluster. What cannot be done is part of the plan,
 * as refusals. Throws when a cluster cannot be asked.
 */
export const makePlan = async (
  source: KafkaClient,
  target: KafkaClient,
  selection: Selection,
  {
    copying = () => 0,
    copiedTopicIds,
    restores = new Map(),
    recreatedIds = new Map(),
    mapsOfWayBack,
  }: PlanContext = {},
): Promise<MigrationPlan> => {
  const [sourceMetadata, targetMetadata] = await Promise.all([
    source.refreshMetadata(),
    target.refreshMetadata(),
  ]);
  const { clusterId } = sourceMetadata;
  if (clusterId !== undefined && clusterId === targetMetadata.clusterId) {
    const refusal = replicationErrors.REPLICATION_SAME_CLUSTER({ clusterId });
    return refusedPlan(selection, sourceMetadata, targetMetadata, refusal);
  }
  const [wayBack, abilities] = await Promise.all([clusterAbilities(source), clusterAbilities(target)]);
  if (!abilities.takesFormat2) {
    const refusal = replicationErrors.REPLICATION_TARGET_TOO_OLD({});
    return refusedPlan(selection, sourceMetadata, targetMetadata, refusal);
  }
  const leftOut = [...sourceMetadata.topics.values()]
    .filter((topic) => isOfBrokers(topic) && matchesSelection(topic, selection))
    .map(({ name }) => name)
    .sort();
  const selected = [...sourceMetadata.topics.values()]
    .filter((topic) => isSelected(topic, selection) && copying(topic) < topic.partitions.length)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const [sourceDisks, targetDisks] = await Promise.all([diskUse(source), diskUse(target)]);
  const transactions = await hadTransactions(source);
  const facts = await gatherFacts(source, target, selected, sourceDisks, targetDisks, restores);
  // Asked for only where markers have to be written: a target may log every right that is missing.
  let asked: Promise<TransactionRights> | undefined;
  const askRights = () => {
    asked ??= transactionRights(target);
    return asked;
  };
  const rights = transactions ? await askRights() : undefined;
  const largestRequest = await requestLimit(target);
  const topics = await inParallel(facts, TOPICS_AT_ONCE, async (topic) => {
    const recopied = isRecopied(selection, topic, recreatedIds);
    return planTopic(source, target, {
      ...(recopied ? withoutCopy(topic) : topic),
      recopy: recopied ? { refusal: await foreignRecords(target, clusterId, selection, topic) } : undefined,
      hadTransactions: transactions,
      manner: async () => transactionManner(target, clusterId, topic.source.name, await askRights()),
      copying: copying(topic.source),
      copiedTopicId: copiedTopicIds?.get(topic.source.name),
      acceptGaps: acceptsGaps(selection, topic.source.name),
      mayMap: (refusal) => isMapped(selection, topic.source.name, refusal),
      wayBack: recopied ? undefined : refusalOfWayBack(mapsOfWayBack, topic.source),
      mostHoles: selection.mostHoles,
      largestRequest,
      takesZstd: abilities.takesZstd,
    });
  });
  const accepted = new Set(topics.filter(({ refusal }) => !refusal).map(({ topic }) => topic));
  const groups = await selectGroups(source, selection, accepted);

  const warnings: PlanWarning[] = [
    ...topics.flatMap(warningsOf),
    ...warningsOfRights(rights),
    ...warningsOfManner(topics),
    ...warningsOfWayBack(wayBack),
  ];
  const needed = topics.reduce(
    (sum, { refusal, bytesToCopy, replicationFactor }) =>
      refusal ? sum : sum + (bytesToCopy ?? 0n) * BigInt(replicationFactor.target),
    0n,
  );
  const usable = targetDisks?.usableBytes;
  const refusals: CodedError[] = [];
  const groupMissing = await groupRefusal(target, ownershipGroup(clusterId));
  if (groupMissing) refusals.push(groupMissing);
  if (selected.length === 0) refusals.push(replicationErrors.REPLICATION_NOTHING_SELECTED({}));
  const created = topics.filter(({ action, refusal }) => action === 'create' && !refusal);
  for (const names of collidingNames(created.map(({ topic }) => topic)))
    refusals.push(replicationErrors.REPLICATION_NAMES_COLLIDE({ topics: names.join(', ') }));
  if (usable === undefined) warnings.push({ code: 'space-unknown', values: { needed } });
  else if (needed > usable) refusals.push(replicationErrors.REPLICATION_TARGET_TOO_SMALL({ needed, usable }));
  if (sourceDisks === undefined) warnings.push({ code: 'bytes-unknown', values: {} });
  // A topic whose settings are told has many.
  if (facts.some(({ sourceConfigs }) => sourceConfigs.size === 0))
    warnings.push({ code: 'configs-unknown', values: {} });
  if (topics.some(({ scanned }) => scanned)) warnings.push({ code: 'log-scanned', values: {} });
  return {
    selection,
    source: { clusterId, brokers: sourceMetadata.brokers.size, usableBytes: sourceDisks?.usableBytes },
    target: {
      clusterId: targetMetadata.clusterId,
      brokers: targetMetadata.brokers.size,
      usableBytes: usable,
    },
    topics,
    leftOut,
    groups,
    heldOnBrokers: rights?.given ? rights.heldOnBrokers : [],
    refusals,
    warnings,
  };
};

/** A plan that stops before any topic is looked at. */
const refusedPlan = (
  selection: Selection,
  source: ClusterMetadata,
  target: ClusterMetadata,
  refusal: CodedError,
): MigrationPlan => {
  const factsOf = ({ clusterId, brokers }: ClusterMetadata): ClusterFacts => ({
    ...{ clusterId, brokers: brokers.size, usableBytes: undefined },
  });
  const nothing = { topics: [], leftOut: [], groups: [], heldOnBrokers: [], warnings: [] };
  return { selection, source: factsOf(source), target: factsOf(target), ...nothing, refusals: [refusal] };
};

/** What both clusters know of the selected topics, asked in bulk. */
const gatherFacts = async (
  source: KafkaClient,
  target: KafkaClient,
  selected: readonly TopicMetadata[],
  sourceDisks: DiskUse | undefined,
  targetDisks: DiskUse | undefined,
  restores: Restores,
): Promise<ClusterTopicFacts[]> => {
  const { topics: targetTopics, brokers } = await target.metadata();
  const partitionsOf = (topics: readonly TopicMetadata[]) =>
    topics.flatMap(({ name, partitions }) => partitions.map(({ partition }) => ({ topic: name, partition })));
  const existing = selected.flatMap(({ name }) => targetTopics.get(name) ?? []);
  const namesOf = (topics: readonly TopicMetadata[]) => topics.map(({ name }) => name);
  const [onSource, onTarget] = [partitionsOf(selected), partitionsOf(existing)];
  const [sourceStarts, sourceEnds, targetStarts, targetEnds, sourceConfigs, targetConfigs] =
    await Promise.all([
      listOffsets(source, onSource, OFFSET_EARLIEST),
      logEndOffsets(source, onSource),
      listOffsets(target, onTarget, OFFSET_EARLIEST),
      logEndOffsets(target, onTarget),
      topicConfigs(source, namesOf(selected)),
      topicConfigs(target, namesOf(existing)),
    ]);
  return selected.map((topic): ClusterTopicFacts => {
    const onTarget = targetConfigs.get(topic.name);
    return {
      source: topic,
      target: targetTopics.get(topic.name),
      targetBrokers: brokers.size,
      sourceConfigs: sourceConfigs.get(topic.name) ?? new Map(),
      targetConfigs: onTarget && asRestored(onTarget, restores.get(topic.name)),
      offsets: { sourceStarts, sourceEnds, targetStarts, targetEnds },
      sourceBytes: sourceDisks?.replicaBytes,
      targetBytes: targetDisks?.replicaBytes,
    };
  });
};

const warningsOf = ({ topic, action, refusal, replicationFactor }: TopicPlan): PlanWarning[] => {
  if (refusal) return [];
  const { source, target } = replicationFactor;
  return [
    ...(target < source
      ? [{ code: 'replication-factor-lowered', topic, values: { source, target } } as const]
      : []),
    ...(action === 'recreate' ? [{ code: 'recopied', topic, values: {} } as const] : []),
  ];
};

const warningsOfRights = (rights: TransactionRights | undefined): PlanWarning[] => {
  if (!rights) return [];
  if (!rights.given) return [{ code: `transactions-lack-${rights.lacks}`, values: {} }];
  return rights.heldOnBrokers.length > 0 ? [{ code: 'transactions-unverified', values: {} }] : [];
};

/** What identity mode without the rights costs, of all topics together. */
const warningsOfManner = (topics: readonly TopicPlan[]): PlanWarning[] => {
  const committed = topics.filter(({ transactions, refusal }) => transactions === 'committed' && !refusal);
  if (committed.length === 0) return [];
  const blanks = committed.reduce((sum, topic) => sum + topic.blanks, 0n);
  const seconds = blanks / BLANKS_PER_SECOND;
  return [{ code: 'committed-only', values: { topics: committed.length, blanks, seconds } }];
};
