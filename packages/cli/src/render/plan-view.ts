import type { Language } from '@mqferry/core';
import type { ClusterFacts, ConfigNote, HeldConfig, MigrationPlan, TopicPlan } from '@mqferry/replication';
import { refusalsOf } from '@mqferry/replication';
import { textsOf } from '../texts/texts.ts';
import { gapPlaces } from './gaps.ts';
import { warningText } from './names.ts';

/** A refusal in the reader's language. */
export interface RefusalView {
  readonly code: string;
  readonly text: string;
  readonly advice: string;
}

/** What is shown of a topic in a plan. */
export interface TopicView
  extends Pick<TopicPlan, 'topic' | 'action' | 'addedPartitions' | 'holes' | 'blanks'> {
  readonly mode: TopicPlan['mode'] | 'committed';
  /** How many. */
  readonly partitions: number;
  readonly replicationFactor: TopicPlan['replicationFactor'];
  readonly cleanupPolicy: string;
  readonly bytesToCopy: bigint | undefined;
  /** Offsets filled so that both logs start at the same one; 0 also where the plan does not tell. */
  readonly filled: bigint;
  /** Offsets that are on the target already; 0 also where the plan does not tell. */
  readonly present: bigint;
  /** What is given up because the source has deleted it. */
  readonly gaps: readonly string[];
  readonly mappedBecause: string | undefined;
  readonly held: readonly HeldConfig[];
  readonly notes: readonly ConfigNote[];
}

/** What is shown of a plan, whoever made it. Topics are in order of name. */
export interface PlanView {
  readonly source: ClusterFacts;
  readonly target: ClusterFacts;
  readonly topics: readonly TopicView[];
  readonly heldOnBrokers: readonly HeldConfig[];
  readonly leftOut: readonly string[];
  readonly groups: readonly string[];
  /** Topics that only move together, and what holds them together. */
  readonly units: readonly string[];
  readonly warnings: readonly string[];
  readonly refusals: readonly RefusalView[];
  /** Where maps of offsets are kept. */
  readonly mapsIn: 'folder' | 'service';
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const presentOffsets = ({ partitions }: TopicPlan): bigint =>
  sum(partitions.map(({ sourceStart, targetEnd }) => larger(targetEnd - sourceStart, 0n)));

/** Topics as a plan shows them, in order. */
export const inOrder = <T extends { readonly topic: string }>(topics: readonly T[]): T[] =>
  [...topics].sort((a, b) => (a.topic < b.topic ? -1 : 1));

const topicView = (plan: TopicPlan, language: Language): TopicView => {
  const { topic, action, addedPartitions, holes, blanks, replicationFactor, cleanupPolicy } = plan;
  const { refusal, mode, transactions, held, notes, bytesToCopy, gaps, fillOffsets, partitions } = plan;
  const t = textsOf(language);
  return {
    ...{ topic, action, addedPartitions, holes, blanks, replicationFactor, cleanupPolicy, held, notes },
    ...{ bytesToCopy, filled: fillOffsets, present: presentOffsets(plan), partitions: partitions.length },
    mode: refusal ? 'refused' : transactions === 'committed' ? 'committed' : mode,
    gaps: gaps.map((gap) => t('plan.gap', gapPlaces(gap))),
    mappedBecause: plan.mappedBecause?.text(language),
  };
};

/** What is shown of a plan that this process has made. */
export const viewOfPlan = (plan: MigrationPlan, language: Language): PlanView => ({
  ...{ source: plan.source, target: plan.target, leftOut: plan.leftOut, groups: plan.groups },
  topics: inOrder(plan.topics).map((topic) => topicView(topic, language)),
  heldOnBrokers: plan.heldOnBrokers,
  warnings: plan.warnings.map((warning) => warningText(warning, textsOf(language))),
  refusals: refusalsOf(plan).map((refusal) => ({
    code: refusal.code,
    text: refusal.text(language),
    advice: refusal.advice(language),
  })),
  units: [],
  mapsIn: 'folder',
});
