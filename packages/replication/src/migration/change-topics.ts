import { replicationErrors } from '../errors.ts';
import type { AddedTopics, RemovedTopics } from '../migration-run.ts';
import { matchesWhole } from '../plan/selection.ts';
import { restoreTopics } from '../prepare-target.ts';
import type { KeepInStep } from './keep-in-step.ts';
import type { MigrationContext } from './migration-context.ts';
import type { MigrationParts } from './migration-parts.ts';

/** Changes which topics a running migration copies. It holds for as long as the process runs. */
export class ChangeTopics {
  readonly #context: MigrationContext;
  readonly #parts: MigrationParts;
  readonly #keepInStep: Promise<KeepInStep>;
  /** Changes are made one after the other. */
  #changes: Promise<unknown> = Promise.resolve();

  /** `keepInStep` resolves when the target is ready. */
  constructor(context: MigrationContext, parts: MigrationParts, keepInStep: Promise<KeepInStep>) {
    this.#context = context;
    this.#parts = parts;
    this.#keepInStep = keepInStep;
  }

  /** See RunningMigration. */
  add(pattern: RegExp): Promise<AddedTopics> {
    return this.#change(async (keepInStep) => {
      const isMeant = (topic: string) => matchesWhole(pattern, topic);
      keepInStep.selection.choose(pattern, true);
      await keepInStep.lookAnew(isMeant);
      return {
        topics: this.#parts.ownership.topics.filter(isMeant),
        refused: keepInStep.refused.filter(({ topic }) => isMeant(topic)),
      };
    });
  }

  /** See RunningMigration. */
  remove(pattern: RegExp): Promise<RemovedTopics> {
    return this.#change(async (keepInStep) => {
      const { target, options, tell } = this.#context;
      const { ownership, copier, tasks, transactions } = this.#parts;
      const topics = ownership.topics.filter((topic) => matchesWhole(pattern, topic));
      keepInStep.selection.choose(pattern, false);
      const copied = copier.status();
      await ownership.abandon(topics, options.signal);
      // What cannot be asked now is unknown.
      const open = await transactions.openIn(topics, copied).catch(() => undefined);
      tasks.forget(new Set(topics));
      await restoreTopics(target, topics, options.journal, tell);
      tell({ type: 'topics-removed', topics });
      return { topics, ...(open ? { openTransactions: open } : {}) };
    });
  }

  #change<T>(work: (keepInStep: KeepInStep) => Promise<T>): Promise<T> {
    const { until, replication } = this.#context.options;
    if (replication) throw replicationErrors.REPLICATION_TOPICS_SHARED({ replication: replication.name });
    if (until === 'once') throw replicationErrors.REPLICATION_TOPICS_FIXED({});
    const change = this.#changes.then(async () => work(await this.#keepInStep));
    this.#changes = change.catch(() => {});
    return change;
  }
}
