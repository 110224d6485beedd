import { randomUUID } from 'node:crypto';
import { codedErrorIn, pause } from '@mqferry/core';
import { type KafkaClient, partitionText } from '@mqferry/kafka';
import { Copier } from './copier/copier.ts';
import { CopyControl } from './copier/copy-control.ts';
import { COPY_NOT_BEGUN, type CopyStatus } from './copier/copy-status.ts';
import { CopyTasks } from './copy-tasks.ts';
import { SourceWatch } from './follow/source-watch.ts';
import { GroupSync } from './groups/group-sync.ts';
import { selectGroups } from './groups/select-groups.ts';
import type { MigrationOptions, MigrationResult, RunningMigration } from './migration-run.ts';
import { type OpenTransaction, openTransactions } from './open-transactions.ts';
import { Ownership } from './ownership/ownership.ts';
import { ownershipGroup } from './ownership/ownership-group.ts';
import { type MigrationPlan, partitionCount, refusalsOf } from './plan/migration-plan.ts';
import { planAdded } from './plan/plan-added.ts';
import { compactedTopics } from './plan/read-configs.ts';
import { acceptsGaps } from './plan/selection.ts';
import { holdAgain, prepareTarget, restoreTarget } from './prepare-target.ts';
import { recordsLost, withGap } from './source-gap.ts';
import type { TargetJournal } from './target-journal.ts';
import type { VerifiedPartition } from './verify/rolling-status.ts';
import { RollingVerification } from './verify/rolling-verification.ts';

const DEFAULT_STALL_TIMEOUT_MS = 120_000;
const DEFAULT_SESSION_TIMEOUT_MS = 15_000;
const GROUP_SYNC_MS = 2_000;
const WATCH_MS = 5_000;
const SEE_LAG_MS = 2_000;
const HOLD_MS = 2_000;

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
  let copier: Copier | undefined;
  const control = new CopyControl(options.bytesPerSecond);
  const status = () => copier?.status() ?? COPY_NOT_BEGUN;
  let transactions = carriesTransactions(plan);
  const openIn = async (topics: readonly string[]): Promise<OpenTransaction[]> => {
    const names = new Set(topics);
    const copied = status().partitions.filter(({ topic, copiedTo }) => copiedTo > 0n && names.has(topic));
    return transactions && copied.length > 0 ? openTransactions(source, target, copied) : [];
  };
  const rolling = options.rolling && rollingOf(source, target, status, options.rolling, options);
  const run = async (): Promise<MigrationResult> => {
    const refusal = refusalsOf(plan)[0];
    if (refusal) throw refusal;
    const tell = options.onEvent ?? (() => {});
    const tellPaused = async (topics: readonly string[]) => {
      // What cannot be asked now is unknown.
      const open = await openIn(topics).catch(() => undefined);
      tell({ type: 'topics-paused', topics, ...(open ? { openTransactions: open } : {}) });
    };
    const { replication } = options;
    const isShared = replication !== undefined;
    const tasks = new CopyTasks(source, options.until, async (topic, from) => {
      const added = await planAdded(source, target, plan.selection, options.journal, topic, from);
      const reason = refusalsOf(added)[0];
      if (reason) throw reason;
      return added.topics[0]!;
    });
    await tasks.add(plan.topics);
    const failed = new AbortController();
    const running = new Copier({
      source,
      target,
      sourceClusterId: plan.source.clusterId,
      signal: AbortSignal.any([options.signal, failed.signal]),
      control,
      isHeld: () => ownership.isHeld,
      expected: () => (isShared ? Number.POSITIVE_INFINITY : tasks.size),
      stallTimeoutMs:
        options.stallTimeoutMs ??
        (options.until === 'once' ? DEFAULT_STALL_TIMEOUT_MS : Number.POSITIVE_INFINITY),
      acceptsGaps: (topic) => acceptsGaps(plan.selection, topic),
      onGap: async (gap) => {
        await options.journal.changeGaps((gaps) => withGap(gaps, gap));
        tell({ type: 'gap-accepted', ...gap, records: recordsLost(gap) });
      },
      onPaused: ({ atRest, resumed }) => {
        if (atRest.length > 0) void tellPaused(atRest);
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
    let tellsTaken = isShared;
    const ownership = new Ownership({
      target,
      groupId: ownershipGroup(plan.source.clusterId),
      replication: replication?.name ?? `migrate-${randomUUID().slice(0, 8)}`,
      sharedBy: JSON.stringify([
        replication?.journalId,
        plan.selection.topics?.source,
        plan.selection.exclude?.source,
      ]),
      sessionTimeoutMs: options.sessionTimeoutMs ?? DEFAULT_SESSION_TIMEOUT_MS,
      learn: (partitions) => tasks.learn(partitions),
      take: (partitions) => {
        running.add(tasks.of(partitions));
        if (tellsTaken) tell({ type: 'partitions-taken', partitions: partitions.map(partitionText) });
      },
      release: (partitions, lost) => {
        tellsTaken = true;
        tell({ type: 'partitions-given-up', partitions: partitions.map(partitionText), lost });
        return running.release(partitions);
      },
    });
    copier = running;
    const prepare = async (added: MigrationPlan) => {
      transactions ||= carriesTransactions(added);
      await prepareTarget(target, added, options.journal, tell);
      return added.topics.map((topic) => [topic.topic, partitionCount(topic)] as const);
    };
    const groups = new GroupSync({
      source,
      target,
      groups: plan.groups,
      copiedTo: () =>
        new Map(ownership.isHeld ? status().partitions.map((p) => [partitionText(p), p.copiedTo]) : []),
    });
    const watch = new SourceWatch({
      source,
      target,
      plan,
      journal: options.journal,
      prepare: async (added) => {
        await ownership.claim(
          added.topics.map(({ topic }) => topic),
          options.signal,
        );
        await prepare(added);
      },
      copy: async (added) => {
        await tasks.add([added]);
        ownership.announce([[added.topic, partitionCount(added)]]);
      },
      tell,
    });
    const findGroups = async () => {
      const found = await selectGroups(source, plan.selection, new Set(ownership.topics), groups.groups);
      if (found.length === 0) return;
      groups.add(found);
      tell({ type: 'groups-found', groups: found });
    };
    const look = async () => {
      if (ownership.isPrimary) await watch.round();
      await findGroups();
    };
    const copy = async (): Promise<MigrationResult> => {
      const topics = plan.topics.map(({ topic }) => topic);
      await ownership.claim(topics, options.signal);
      await ownership.untilReady(topics, () => prepare(plan), options.signal);
      const over = new AbortController();
      const inStep = Promise.all([
        again(GROUP_SYNC_MS, over.signal, async () => {
          const { committed } = await groups.round();
          if (committed > 0) tell({ type: 'groups-synced', offsets: committed });
        }),
        again(SEE_LAG_MS, over.signal, () => running.seeLag()),
        rolling?.run(over.signal),
        ...(options.until === 'follow' ? [again(WATCH_MS, over.signal, look)] : []),
        again(HOLD_MS, over.signal, async () => {
          if (transactions) await holdAgain(target, options.journal, tell);
        }),
      ]);
      inStep.catch(() => failed.abort());
      try {
        await running.run();
      } finally {
        over.abort();
        await inStep;
      }
      if (options.until === 'follow') await findGroups();
      const final = await groups.round(true);
      const complete =
        isComplete(status(), options.until) && (isShared || status().partitions.length === tasks.size);
      const restores = !isShared || (await ownership.end());
      if (complete) await forgetRecreated(options.journal);
      if (complete && restores && !options.keepHeld)
        await restoreTarget(target, ownership.topics, options.journal, tell);
      const gaps = (await options.journal.gaps()).filter(({ topic }) => ownership.topics.includes(topic));
      return {
        ...{ complete, status: status(), groups: final.statuses, refused: watch.refused, gaps },
        openTransactions: await openIn(status().partitions.map(({ topic }) => topic)),
      };
    };
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
    status,
    topics: () => copier?.topics() ?? [],
    verification: () => rolling?.status(),
    followed: () => rolling?.progress() ?? {},
    openTransactions: openIn,
    control,
    finished: run(),
  };
};

const rollingOf = (
  source: KafkaClient,
  target: KafkaClient,
  status: () => CopyStatus,
  { checkpoint, bytesPerSecond = Number.POSITIVE_INFINITY }: NonNullable<MigrationOptions['rolling']>,
  { journal, onEvent: tell }: MigrationOptions,
): RollingVerification => {
  const copied = () => status().partitions;
  const compacted = async (topics: readonly string[]) =>
    compactedTopics(source, target, topics, await journal.load());
  const onFinding = ({ topic, partition, differences, error }: VerifiedPartition) =>
    tell?.(
      error
        ? { type: 'partition-unverifiable', topic, partition, error }
        : { type: 'partition-differs', topic, partition, differences },
    );
  const options = { copied, compacted, checkpoint, bytesPerSecond, onFinding };
  return new RollingVerification({ source, target, ...options });
};

/** Topics that were created anew are like any other once their copy is complete. */
const forgetRecreated = async (journal: TargetJournal): Promise<void> => {
  const recreated = await journal.recreatedIds();
  if (recreated.size > 0)
    await journal.saveRecreatedIds(new Map([...recreated.keys()].map((topic) => [topic, undefined])));
};

const carriesTransactions = ({ topics }: MigrationPlan): boolean =>
  topics.some(({ mode }) => mode === 'mirror');

/** A copy with an end has to reach it; one without has to stand without errors when it is told to stop. */
const isComplete = ({ partitions }: CopyStatus, until: MigrationOptions['until']): boolean =>
  partitions.every(({ phase }) => (until === 'once' ? phase === 'reached' : phase !== 'stopped'));

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
