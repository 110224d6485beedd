import type { KafkaClient, TopicMetadata } from '@mqferry/kafka';
import { makePlan } from '../plan/make-plan.ts';
import { type MigrationPlan, partitionCount } from '../plan/migration-plan.ts';

/** What the watch needs. */
export interface SourceWatchOptions {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  /** What is being copied. */
  readonly plan: MigrationPlan;
  /** Makes the target ready for what a plan adds. */
  readonly prepare: (added: MigrationPlan) => Promise<void>;
  /** Begins to copy it. */
  readonly copy: (added: MigrationPlan) => Promise<void>;
}

/** What is being copied of a topic. */
interface Copying {
  readonly sourceTopicId: string | undefined;
  readonly partitions: number;
}

/**
 * Finds what appears at the source while a copy follows it: more partitions of its topics. It is planned by the same
 * code as the rest.
 */
export class SourceWatch {
  readonly #options: SourceWatchOptions;
  readonly #copying: Map<string, Copying>;

  constructor(options: SourceWatchOptions) {
    this.#options = options;
    this.#copying = new Map();
    this.#note(options.plan);
  }

  /** Looks once. Throws when a cluster cannot be asked; then the next round finds the same. */
  async round(): Promise<void> {
    const { source, target, plan, prepare, copy } = this.#options;
    const { topics } = await source.refreshMetadata();
    if (![...topics.values()].some((topic) => this.#planned(topic) < topic.partitions.length)) return;
    const added = await makePlan(source, target, plan.selection, {
      copying: (topic) => this.#planned(topic),
    });
    // Partitions of a topic that is copied belong to it: refused ones are stopped, and named with the others.
    await prepare({ ...added, topics: added.topics.filter(({ refusal }) => !refusal) });
    await copy(added);
    this.#note(added);
  }

  #note({ topics }: MigrationPlan): void {
    for (const plan of topics) {
      const { topic, sourceTopicId } = plan;
      this.#copying.set(topic, { sourceTopicId, partitions: partitionCount(plan) });
    }
  }

  /** How many partitions of a topic need no plan. */
  #planned({ name, topicId, partitions }: TopicMetadata): number {
    const copying = this.#copying.get(name);
    return copying && copying.sourceTopicId === topicId ? copying.partitions : partitions.length;
  }
}
