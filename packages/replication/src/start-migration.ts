import type { KafkaClient } from '@mqferry/kafka';
import { Copier } from './copier/copier.ts';
import { CopyControl } from './copier/copy-control.ts';
import type { Copying } from './copier/copying.ts';
import { CopyTasks } from './copy-tasks.ts';
import { CarriedTransactions } from './migration/carried-transactions.ts';
import { ChangeTopics } from './migration/change-topics.ts';
import { conclude } from './migration/conclude.ts';
import { copierEvents } from './migration/copier-events.ts';
import { KeepInStep } from './migration/keep-in-step.ts';
import type { MigrationContext } from './migration/migration-context.ts';
import { ownPartitions } from './migration/own-partitions.ts';
import { rollingOf } from './migration/rolling-of.ts';
import { prepareFor } from './migration/target-preparation.ts';
import type { MigrationOptions, MigrationResult, RunningMigration } from './migration-run.ts';
import { type MigrationPlan, refusalsOf } from './plan/migration-plan.ts';
import { planAdded } from './plan/plan-added.ts';
import { acceptsGaps } from './plan/selection.ts';
import { CopierThreads } from './threads/copier-threads.ts';

const DEFAULT_STALL_TIMEOUT_MS = 120_000;

/**
 * Carries a plan out: claims its topics, prepares the target, copies, keeps group offsets in step, follows what appears
 * at the source meanwhile, and puts back what was held when the copy is complete. `finished` rejects with the plan's
 * first refusal, before anything is written, or with what stops everything; what stops one partition is in the result.
 */
export const startMigration = (
  plan: MigrationPlan,
  source: KafkaClient,
  target: KafkaClient,
  options: MigrationOptions,
): RunningMigration => {
  const { until, signal, replication, threads = 1 } = options;
  const context = { plan, source, target, options, tell: options.onEvent ?? (() => {}) };
  const control = new CopyControl(options.bytesPerSecond);
  const transactions = new CarriedTransactions(context);
  const tasks = tasksOf(context);
  const failed = new AbortController();
  const openIn = (topics: readonly string[]) => transactions.openIn(topics, copier.status());
  const copying = {
    source,
    target,
    sourceClusterId: plan.source.clusterId,
    signal: AbortSignal.any([signal, failed.signal]),
    control,
    mapsFolder: options.journal.mapsFolder,
    expected: () => (replication ? Number.POSITIVE_INFINITY : tasks.size),
    stallTimeoutMs:
      options.stallTimeoutMs ?? (until === 'once' ? DEFAULT_STALL_TIMEOUT_MS : Number.POSITIVE_INFINITY),
    acceptsGaps: (topic: string) => acceptsGaps(plan.selection, topic),
    onFirstTransaction: (topic: string) => transactions.begin(topic),
    ...copierEvents(context, openIn),
  };
  const copier: Copying =
    threads > 1
      ? new CopierThreads({ ...copying, threads, lease: () => ownership.deadline })
      : new Copier({ ...copying, isHeld: () => ownership.isHeld });
  const ownership = ownPartitions(context, tasks, copier);
  const rolling = options.rolling && rollingOf(context, options.rolling, () => copier.status());
  const parts = { tasks, transactions, copier, ownership, rolling };
  const { promise: following, resolve: follow } = Promise.withResolvers<KeepInStep>();
  const changing = new ChangeTopics(context, parts, following);

  const copy = async (): Promise<MigrationResult> => {
    const topics = plan.topics.map(({ topic }) => topic);
    await ownership.claim(topics, signal);
    await ownership.untilReady(topics, () => prepareFor(plan, context, transactions), signal);
    const keepInStep = new KeepInStep(context, parts);
    const copied = new AbortController();
    const inStep = keepInStep.run(copied.signal);
    follow(keepInStep);
    inStep.catch(() => failed.abort());
    try {
      await copier.run();
    } finally {
      copied.abort();
      await inStep;
    }
    return conclude(context, parts, keepInStep);
  };

  const run = async (): Promise<MigrationResult> => {
    const refusal = refusalsOf(plan)[0];
    if (refusal) throw refusal;
    await tasks.add(plan.topics);
    const left = new AbortController();
    const owning = ownership.run(left.signal);
    owning.catch(() => failed.abort());
    try {
      return await copy();
    } finally {
      left.abort();
      await owning;
    }
  };

  return {
    status: () => copier.status(),
    topics: () => copier.topics(),
    verification: () => rolling?.status(),
    followed: () => rolling?.progress() ?? {},
    openTransactions: openIn,
    control,
    addTopics: async (pattern) => changing.add(pattern),
    removeTopics: async (pattern) => changing.remove(pattern),
    finished: run(),
  };
};

/** Copies what the plan has; what another process of the replication has found is planned when it comes to this one. */
const tasksOf = ({ plan, source, target, options }: MigrationContext): CopyTasks =>
  new CopyTasks(source, options.until, async (topic, from) => {
    const added = await planAdded(source, target, plan.selection, options.journal, topic, from);
    const reason = refusalsOf(added)[0];
    if (reason) throw reason;
    return added.topics[0]!;
  });
