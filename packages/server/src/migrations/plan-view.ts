import { type Answer, problemOf, type Routes } from '@mqferry/api';
import type { Unit } from '@mqferry/migration';
import {
  type ClusterFacts,
  type HeldConfig,
  type MigrationPlan,
  recordsLost,
  refusalsOf,
  type TopicPlan,
} from '@mqferry/replication';
import { planHash } from './plan-hash.ts';

type PlanView = Answer<Routes['planMigration']>;

const heldView = ({ name, during, after, reason }: HeldConfig) => ({ name, during, after, reason });

const factsView = ({ clusterId, brokers, usableBytes }: ClusterFacts) => ({
  ...{ clusterId: clusterId ?? null, brokers, usableBytes: usableBytes ?? null },
});

/** Records that the target does not have, as far as offsets tell: some of them may have been compacted. */
const recordsToCopy = ({ partitions }: TopicPlan): bigint =>
  partitions.reduce((sum, { sourceStart, sourceEnd, targetEnd }) => {
    const from = targetEnd > sourceStart ? targetEnd : sourceStart;
    return sum + (sourceEnd > from ? sourceEnd - from : 0n);
  }, 0n);

const topicView = (plan: TopicPlan): PlanView['topics'][number] => {
  const { topic, action, mode, refusal, mappedBecause, partitions, addedPartitions } = plan;
  const { replicationFactor, cleanupPolicy, transactions, bytesToCopy, holes, blanks, gaps } = plan;
  return {
    ...{
      topic,
      action,
      mode,
      addedPartitions,
      replicationFactor,
      cleanupPolicy,
      transactions,
      holes,
      blanks,
    },
    refusal: refusal ? problemOf(refusal) : null,
    mappedBecause: mappedBecause ? problemOf(mappedBecause) : null,
    partitions: partitions.length,
    recordsToCopy: recordsToCopy(plan),
    bytesToCopy: bytesToCopy ?? null,
    gaps: gaps.reduce((sum, gap) => sum + recordsLost(gap), 0n),
    configs: plan.configs,
    held: plan.held.map(heldView),
    notes: plan.notes.map(({ name, source, target, reason }) => ({
      ...{ name, source: source ?? null, target: target ?? null, reason },
    })),
  };
};

/** A plan as the API tells of it. */
export const planView = (plan: MigrationPlan, units: readonly Unit[], madeAt: Date): PlanView => ({
  hash: planHash(plan),
  madeAt: madeAt.toISOString(),
  source: factsView(plan.source),
  target: factsView(plan.target),
  topics: plan.topics.map(topicView),
  leftOut: [...plan.leftOut],
  groups: [...plan.groups],
  heldOnBrokers: plan.heldOnBrokers.map(heldView),
  refusals: refusalsOf(plan).map(problemOf),
  warnings: plan.warnings.map(({ code, topic, values }) => ({
    ...{ code, topic: topic ?? null },
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'bigint' ? String(value) : value,
      ]),
    ),
  })),
  units: units.map(({ topics, bonds }) => ({
    topics: [...topics],
    bonds: bonds.map(({ kind, name }) => ({ kind, name })),
  })),
});
