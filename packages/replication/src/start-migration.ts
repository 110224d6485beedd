import { codedErrorIn, pause } from '@mqferry/core';
import { type KafkaClient, logEndOffsets, partitionText } from '@mqferry/kafka';
import { Copier } from './copier/copier.ts';
import { COPY_NOT_BEGUN, type CopyStatus } from './copier/copy-status.ts';
import { GroupSync } from './groups/group-sync.ts';
import type { MigrationOptions, MigrationResult, RunningMigration } from './migration-run.ts';
import { type MigrationPlan, refusalsOf } from './plan/migration-plan.ts';
import { prepareTarget, restoreTarget } from './prepare-target.ts';

const DEFAULT_STALL_TIMEOUT_MS = 120_000;
const GROUP_SYNC_MS = 2_000;

/**
 * Carries a plan out: prepares the target, copies, keeps group offsets in step, and puts back what was held when the
 * copy is complete. `finished` rejects with the plan's first refusal, before anything is written, or with what
 * stops everything; what stops one partition is in the result.
 */
export const startMigration = (
  plan: MigrationPlan,
  source: KafkaClient,
  target: KafkaClient,
  options: MigrationOptions,
): RunningMigration => {
  let copier: Copier | undefined;
  const status = () => copier?.status() ?? COPY_NOT_BEGUN;
  const run = async (): Promise<MigrationResult> => {
    const refusal = refusalsOf(plan)[0];
    if (refusal) throw refusal;
    const tell = options.onEvent ?? (() => {});
    await prepareTarget(target, plan, options.journal, tell);
    const partitions = plan.topics.flatMap(
      ({ topic, partitions: all, replicationFactor, mode, compacted }) => {
        const how = {
          mergeBelow: mergeBelow(replicationFactor.target),
          transactions: mode === 'mirror',
          holes: compacted,
        };
        return all.map(({ partition }) => ({ topic, partition, ...how }));
      },
    );
    const ends = await logEndOffsets(source, partitions);
    copier = new Copier({
      source,
      target,
      sourceClusterId: plan.source.clusterId,
      sourceTopicIds: new Map(plan.topics.map(({ topic, sourceTopicId }) => [topic, sourceTopicId])),
      tasks: partitions.map((where) => {
        const end = ends.get(partitionText(where))!;
        return { ...where, tailFrom: end, stopAt: options.until === 'once' ? end : undefined };
      }),
      signal: options.signal,
      bytesPerSecond: options.bytesPerSecond ?? Number.POSITIVE_INFINITY,
      stallTimeoutMs:
        options.stallTimeoutMs ??
        (options.until === 'once' ? DEFAULT_STALL_TIMEOUT_MS : Number.POSITIVE_INFINITY),
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
    const groups = new GroupSync({
      source,
      target,
      groups: plan.groups,
      copiedTo: () => new Map(status().partitions.map((p) => [partitionText(p), p.copiedTo])),
    });
    const copied = new AbortController();
    const syncing = followGroups(groups, tell, copied.signal);
    try {
      await copier.run();
    } finally {
      copied.abort();
      await syncing;
    }
    const final = await groups.round();
    const complete = isComplete(status(), options.until);
    if (complete && !options.keepHeld) await restoreTarget(target, plan, options.journal, tell);
    return { complete, status: status(), groups: final.statuses };
  };
  return { status, finished: run() };
};

/**
 * Batches up to which size are merged. With several replicas each produce request waits for the followers, so few
 * large batches are far quicker; with one, framing anew costs more than it saves unless batches are tiny.
 */
const mergeBelow = (replicas: number): number => (replicas > 1 ? 64 * 1024 : 2 * 1024);

/** A copy with an end has to reach it; one without has to stand without errors when it is told to stop. */
const isComplete = ({ partitions }: CopyStatus, until: MigrationOptions['until']): boolean =>
  partitions.every(({ phase }) => (until === 'once' ? phase === 'reached' : phase !== 'stopped'));

/** Syncs groups again and again; a cluster that cannot be asked now is asked in the next round. */
const followGroups = async (
  groups: GroupSync,
  tell: NonNullable<MigrationOptions['onEvent']>,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      const { committed } = await groups.round();
      if (committed > 0) tell({ type: 'groups-synced', offsets: committed });
    } catch (error) {
      if (!codedErrorIn(error)?.retriable) throw error;
    }
    await pause(GROUP_SYNC_MS, signal).catch(() => {});
  }
};
