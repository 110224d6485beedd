import {
  type KafkaClient,
  lastStableOffsets,
  logEndOffsets,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import type { CopyTask } from './copier/copier-options.ts';
import type { MigrationOptions } from './migration-run.ts';
import type { TopicPlan } from './plan/migration-plan.ts';

/**
 * Batches up to which size are merged. With several replicas each produce request waits for the followers, and between
 * markers of transactions each waits for the one before, so few large batches are far quicker; else framing anew costs
 * more than it saves unless batches are tiny.
 */
const mergeBelow = ({ replicationFactor, transactions }: TopicPlan): number =>
  replicationFactor.target > 1 || transactions !== 'none' ? 64 * 1024 : 2 * 1024;

/** How each partition of a migration is copied, whoever of its processes does it. */
export class CopyTasks {
  readonly #source: KafkaClient;
  readonly #until: MigrationOptions['until'];
  readonly #planOf: (topic: string, from: number) => Promise<TopicPlan>;
  readonly #tasks = new Map<string, CopyTask>();

  /** `planOf` makes a plan for partitions of a topic, from this one on, that another process has found. */
  constructor(
    source: KafkaClient,
    until: MigrationOptions['until'],
    planOf: (topic: string, from: number) => Promise<TopicPlan>,
  ) {
    this.#source = source;
    this.#until = until;
    this.#planOf = planOf;
  }

  get size(): number {
    return this.#tasks.size;
  }

  /** Adds the partitions of plans; those of a copy with an end end where the source does now. */
  async add(plans: readonly TopicPlan[]): Promise<void> {
    for (const task of await copyTasks(this.#source, plans, this.#until))
      this.#tasks.set(partitionText(task), task);
  }

  /** Adds what is missing of these. */
  async learn(partitions: readonly TopicPartition[]): Promise<void> {
    const unknown = partitions.filter((where) => !this.#tasks.has(partitionText(where)));
    for (const [topic, missing] of Map.groupBy(unknown, (where) => where.topic)) {
      const from = Math.min(...missing.map(({ partition }) => partition));
      await this.add([await this.#planOf(topic, from)]);
    }
  }

  /** Copies nothing of these topics any more. */
  forget(topics: ReadonlySet<string>): void {
    for (const [key, { topic }] of this.#tasks) if (topics.has(topic)) this.#tasks.delete(key);
  }

  /** The tasks of partitions that are known. */
  of(partitions: readonly TopicPartition[]): CopyTask[] {
    return partitions.map((where) => this.#tasks.get(partitionText(where))!);
  }
}

const copyTasks = async (
  source: KafkaClient,
  topics: readonly TopicPlan[],
  until: MigrationOptions['until'],
): Promise<CopyTask[]> => {
  const partitions = topics.flatMap((plan) => {
    const how = {
      mergeBelow: mergeBelow(plan),
      transactions: plan.transactions,
      holes: plan.compacted,
      mapped: plan.mode === 'mapped',
      sourceTopicId: plan.sourceTopicId,
    };
    return plan.partitions.map(({ partition }) => ({ topic: plan.topic, partition, ...how }));
  });
  const ends = await logEndOffsets(source, partitions);
  // What is open now is held back where only what is committed is copied.
  const committed = partitions.filter(({ mapped, transactions }) => mapped || transactions === 'committed');
  const stable = await lastStableOffsets(source, committed);
  return partitions.map((where) => {
    const key = partitionText(where);
    const end = stable.get(key) ?? ends.get(key)!;
    return { ...where, tailFrom: end, stopAt: until === 'once' ? end : undefined };
  });
};
