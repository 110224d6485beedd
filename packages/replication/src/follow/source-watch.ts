import { type CodedError, codedErrorIn } from '@mqferry/core';
import type { KafkaClient, TopicMetadata } from '@mqferry/kafka';
import type { TargetJournal } from '../journal/target-journal.ts';
import type { MigrationEvent, RefusedTopic } from '../migration-run.ts';
import { type MigrationPlan, partitionCount, refusalsOf, type TopicPlan } from '../plan/migration-plan.ts';
import { planAdded } from '../plan/plan-added.ts';
import type { RunningSelection } from './running-selection.ts';

/** What the watch needs. */
export interface SourceWatchOptions {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  /** What is being copied. */
  readonly plan: MigrationPlan;
  /** What is to be copied. */
  readonly selection: RunningSelection;
  readonly journal: TargetJournal;
  /** Makes the target ready for what a plan adds. */
  readonly prepare: (added: MigrationPlan) => Promise<void>;
  /** Begins to copy it. */
  readonly copy: (added: TopicPlan) => Promise<void>;
  readonly tell: (event: MigrationEvent) => void;
}

/** What is done with a topic of the source. */
interface Known {
  readonly sourceTopicId: string | undefined;
  /** So many are copied, or refused and not looked at again. */
  readonly partitions: number;
}

/**
 * Finds what appears at the source while a copy follows it: topics of the selection, and more partitions of topics.
 * Each is planned and prepared by the same code as those of the beginning; what is refused is told once, and does not
 * stop the others.
 */
export class SourceWatch {
  readonly #options: SourceWatchOptions;
  readonly #copied = new Map<string, Known>();
  readonly #refusedAs = new Map<string, Known>();
  #refused: RefusedTopic[] = [];
  /** Rounds are made one after the other. */
  #rounds: Promise<void> = Promise.resolve();

  constructor(options: SourceWatchOptions) {
    this.#options = options;
    for (const plan of options.plan.topics) this.#noteCopied(plan);
  }

  /** What appeared and is not copied. */
  get refused(): readonly RefusedTopic[] {
    return this.#refused;
  }

  /** Looks once. Throws when a cluster cannot be asked now; then the next round finds the same. */
  round(): Promise<void> {
    const round = this.#rounds.then(() => this.#look());
    this.#rounds = round.catch(() => {});
    return round;
  }

  /** Knows nothing of these topics any more: those that are to be copied count as new in the next round. */
  forget(isMeant: (topic: string) => boolean): void {
    for (const known of [this.#copied, this.#refusedAs]) {
      for (const topic of [...known.keys()].filter(isMeant)) known.delete(topic);
    }
    this.#refused = this.#refused.filter(({ topic }) => !isMeant(topic));
  }

  async #look(): Promise<void> {
    const { source, selection } = this.#options;
    for (const topic of (await source.refreshMetadata()).topics.values()) {
      if (!selection.has(topic)) continue;
      const from = this.#settled(topic);
      if (from < topic.partitions.length) await this.#take(topic, from);
    }
  }

  /** Copies a topic's partitions from this one on, unless they are refused. */
  async #take(topic: TopicMetadata, from: number): Promise<void> {
    const { source, target, plan, journal, prepare, copy, tell } = this.#options;
    try {
      const added = await planAdded(source, target, plan.selection, journal, topic.name, from);
      const [topicPlan] = added.topics;
      // It is gone again.
      if (!topicPlan) return;
      const refusal = refusalsOf(added)[0];
      if (refusal) return this.#refuse(topic, from, refusal);
      if (from === 0) tell({ type: 'topic-found', topic: topic.name, partitions: topic.partitions.length });
      await prepare(added);
      await copy(topicPlan);
      this.#noteCopied(topicPlan);
    } catch (error) {
      const coded = codedErrorIn(error);
      if (!coded || coded.retriable) throw error;
      this.#refuse(topic, from, coded);
    }
  }

  #refuse(topic: TopicMetadata, from: number, error: CodedError): void {
    const refused = { topic: topic.name, partitions: topic.partitions.length - from, error };
    this.#refused.push(refused);
    this.#refusedAs.set(topic.name, { sourceTopicId: topic.topicId, partitions: topic.partitions.length });
    this.#options.tell({ type: 'topic-refused', ...refused });
  }

  #noteCopied(plan: TopicPlan): void {
    const { topic, sourceTopicId } = plan;
    this.#copied.set(topic, { sourceTopicId, partitions: partitionCount(plan) });
  }

  /** How many partitions of a topic, the first ones, need no plan. */
  #settled({ name, topicId, partitions }: TopicMetadata): number {
    const refused = this.#refusedAs.get(name);
    if (refused && refused.sourceTopicId === topicId && refused.partitions >= partitions.length)
      return partitions.length;
    const copied = this.#copied.get(name);
    // One that was created anew is not the one that is copied: the copier stops it.
    return copied && copied.sourceTopicId !== topicId ? partitions.length : (copied?.partitions ?? 0);
  }
}
