import { codedErrorIn, pause } from '@mqferry/core';
import { type KafkaClient, logEndOffsets, partitionText } from '@mqferry/kafka';
import { Copier, type CopyTask } from './copier/copier.ts';
import { CopyControl } from './copier/copy-control.ts';
import { COPY_NOT_BEGUN, type CopyStatus } from './copier/copy-status.ts';
import { SourceWatch } from './follow/source-watch.ts';
import { GroupSync } from './groups/group-sync.ts';
import { selectGroups } from './groups/select-groups.ts';
import type { MigrationOptions, MigrationResult, RunningMigration } from './migration-run.ts';
import { type MigrationPlan, refusalsOf, type TopicPlan } from './plan/migration-plan.ts';
import { acceptsGaps } from './plan/selection.ts';
import { prepareTarget, restoreTarget } from './prepare-target.ts';
import { recordsLost, withGap } from './source-gap.ts';

const DEFAULT_STALL_TIMEOUT_MS = 120_000;
const GROUP_SYNC_MS = 2_000;
const WATCH_MS = 5_000;
const SEE_LAG_MS = 2_000;

/**
 * Carries a plan out: prepares the target, copies, keeps group offsets in step, follows what appears at the source
 * meanwhile, and puts back what was held when the copy is complete. `finished` rejects with the plan's first refusal,
 * before anything is written, or with what stops everything; what stops one partition is in the result.
 */
export const startMigration = (
  plan: MigrationPlan,
  source: KafkaClient,
  target: KafkaClient,
  options: MigrationOptions,
): RunningMigration => {
  let copier: Copier | undefined;
  const control = new CopyControl(options.bytesPerSecond);
  const status = () => copier?.status() ?? COPY_NOT_BEGUN;
  const run = async (): Promise<MigrationResult> => {
    const refusal = refusalsOf(plan)[0];
    if (refusal) throw refusal;
    const tell = options.onEvent ?? (() => {});
    await prepareTarget(target, plan, options.journal, tell);
    const failed = new AbortController();
    const running = new Copier({
      source,
      target,
      sourceClusterId: plan.source.clusterId,
      tasks: await copyTasks(source, plan.topics, options.until),
      signal: AbortSignal.any([options.signal, failed.signal]),
      control,
      stallTimeoutMs:
        options.stallTimeoutMs ??
        (options.until === 'once' ? DEFAULT_STALL_TIMEOUT_MS : Number.POSITIVE_INFINITY),
      acceptsGaps: (topic) => acceptsGaps(plan.selection, topic),
      onGap: async (gap) => {
        await options.journal.changeGaps((gaps) => withGap(gaps, gap));
        tell({ type: 'gap-accepted', ...gap, records: recordsLost(gap) });
      },
      onPaused: ({ atRest, resumed }) => {
        if (atRest.length > 0) tell({ type: 'topics-paused', topics: atRest });
        if (resumed.length > 0) tell({ type: 'topics-resumed', topics: resumed });
      },
      onRecovering: ({ topic, partition }, reason, step) =>
        tell({
          type: 'partition-recovering',
          ...{ topic, partition, reason },
          ...(step
            ? { unanswered: { kind: step.kind, offset: step.baseOffset, records: step.records } }
            : {}),
        }),
      onStopped: ({ topic, partition, error }) =>
        tell({
          type: 'partition-stopped',
          topic,
          partition,
          code: error?.code ?? '',
          message: error?.message ?? '',
        }),
    });
    copier = running;
    const groups = new GroupSync({
      source,
      target,
      groups: plan.groups,
      copiedTo: () => new Map(status().partitions.map((p) => [partitionText(p), p.copiedTo])),
    });
    const watch = new SourceWatch({
      source,
      target,
      plan,
      journal: options.journal,
      prepare: (added) => prepareTarget(target, added, options.journal, tell),
      copy: async (added) => running.add(await copyTasks(source, [added], options.until)),
      tell,
    });
    const findGroups = async () => {
      const found = await selectGroups(source, plan.selection, new Set(watch.topics), groups.groups);
      if (found.length === 0) return;
      groups.add(found);
      tell({ type: 'groups-found', groups: found });
    };
    const look = async () => {
      await watch.round();
      await findGroups();
    };
    const copied = new AbortController();
    const inStep = Promise.all([
      again(GROUP_SYNC_MS, copied.signal, async () => {
        const { committed } = await groups.round();
        if (committed > 0) tell({ type: 'groups-synced', offsets: committed });
      }),
      again(SEE_LAG_MS, copied.signal, () => running.seeLag()),
      ...(options.until === 'follow' ? [again(WATCH_MS, copied.signal, look)] : []),
    ]);
    inStep.catch(() => failed.abort());
    try {
      await running.run();
    } finally {
      copied.abort();
      await inStep;
    }
    if (options.until === 'follow') await findGroups();
    const final = await groups.round();
    const complete = isComplete(status(), options.until);
    if (complete && !options.keepHeld) await restoreTarget(target, watch.topics, options.journal, tell);
    const gaps = (await options.journal.gaps()).filter(({ topic }) => watch.topics.includes(topic));
    return { complete, status: status(), groups: final.statuses, refused: watch.refused, gaps };
  };
  return { status, topics: () => copier?.topics() ?? [], control, finished: run() };
};

/**
 * Batches up to which size are merged. With several replicas each produce request waits for the followers, so few
 * large batches are far quicker; with one, framing anew costs more than it saves unless batches are tiny.
 */
const mergeBelow = (replicas: number): number => (replicas > 1 ? 64 * 1024 : 2 * 1024);

/** A copy with an end has to reach it; one without has to stand without errors when it is told to stop. */
const isComplete = ({ partitions }: CopyStatus, until: MigrationOptions['until']): boolean =>
  partitions.every(({ phase }) => (until === 'once' ? phase === 'reached' : phase !== 'stopped'));

/** What of these topics is copied, and how. */
const copyTasks = async (
  source: KafkaClient,
  topics: readonly TopicPlan[],
  until: MigrationOptions['until'],
): Promise<CopyTask[]> => {
  const partitions = topics.flatMap((plan) => {
    const how = {
      mergeBelow: mergeBelow(plan.replicationFactor.target),
      transactions: plan.mode === 'mirror',
      holes: plan.compacted,
      sourceTopicId: plan.sourceTopicId,
    };
    return plan.partitions.map(({ partition }) => ({ topic: plan.topic, partition, ...how }));
  });
  const ends = await logEndOffsets(source, partitions);
  return partitions.map((where) => {
    const end = ends.get(partitionText(where))!;
    return { ...where, tailFrom: end, stopAt: until === 'once' ? end : undefined };
  });
};

/** Does something every `ms` milliseconds; a cluster that cannot be asked now is asked the next time. */
const again = async (ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> => {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (!codedErrorIn(error)?.retriable) throw error;
    }
    await pause(ms, signal).catch(() => {});
  }
};
