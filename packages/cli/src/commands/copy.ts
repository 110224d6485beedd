import {
  COPY_NOT_BEGUN,
  DocumentCheckpoint,
  type MigrationEvent,
  type MigrationPlan,
  type RollingProgress,
  type RunningMigration,
  type SharedReplication,
  type TargetJournal,
} from '@mqferry/replication';
import type { Context } from '../context.ts';
import { withInterrupts } from '../interrupts.ts';
import { JsonFile } from '../json-file.ts';
import { eventLine } from '../render/event.ts';
import { emit } from '../render/json.ts';
import { LiveDisplay } from '../render/live-display.ts';
import { ProgressMeter } from '../render/progress.ts';
import type { MigrationOutcome } from '../render/report.ts';
import { statusLine } from '../render/status-line.ts';
import { rollingPath } from '../state-paths.ts';
import type { OpenCluster } from './clusters.ts';
import { type AccessOptions, openAccess } from './operator-access.ts';

/** How the copy runs and is shown. */
export interface CopyOptions extends AccessOptions {
  readonly until: 'once' | 'follow';
  /** Bytes a second. */
  readonly limit: number | undefined;
  readonly journal: TargetJournal;
  /** Leaves what is held on the target as it is when the copy is complete. */
  readonly keepHeld: boolean;
  /** Shared by the processes of one replication. */
  readonly replication: SharedReplication | undefined;
  readonly sessionTimeoutMs: number | undefined;
  /** In how many threads partitions are copied at most. */
  readonly threads: number;
  /** What is copied is compared as the copy goes, with so many bytes of both sides read a second. */
  readonly rolling: { readonly bytesPerSecond?: number } | undefined;
}

/** Carries a plan out, with progress on the screen; Ctrl-C ends it at a safe point. */
export const copy = async (
  plan: MigrationPlan,
  source: OpenCluster,
  target: OpenCluster,
  options: CopyOptions,
  context: Context,
): Promise<MigrationOutcome> => {
  const { until, limit, journal, keepHeld, json, stateFolder, replication, sessionTimeoutMs, threads } =
    options;
  const { world, err, t, language } = context;
  const startedAt = world.now();
  const meter = new ProgressMeter(plan, until === 'once', startedAt);
  let running: RunningMigration | undefined;
  let interrupted = false;

  const status = () => running?.status() ?? COPY_NOT_BEGUN;
  let progress = meter.observe(status(), startedAt);
  const display = new LiveDisplay(context, json, {
    line: (columns) => {
      progress = meter.observe(status(), world.now());
      return statusLine(progress, t, err.colors, columns, running?.control.total.bytesPerSecond);
    },
    object: () => ({ type: 'progress', ...progress }),
  });
  let observe: (event: MigrationEvent) => void = () => {};
  const onEvent = (event: MigrationEvent) => {
    observe(event);
    if (json) emit(context, event);
    const line = eventLine(event, status().partitions, language, err.colors);
    if (line !== undefined) display.print(line);
  };
  const onFirst = () => {
    interrupted = true;
    display.print(t(`interrupt.${until}`));
  };
  const onSecond = () => display.print(t('interrupt.now'));
  const path = rollingPath(stateFolder, source.id, target.id);
  const checkpoint = new DocumentCheckpoint<RollingProgress>(new JsonFile(path), ({ message }) => {
    const text = t('verify.checkpointFailed', { text: message });
    display.print(err.colors.yellow(t('warning.head', { text })));
  });

  try {
    const result = await withInterrupts(world, { onFirst, onSecond }, async (signal, stop) => {
      const access = await openAccess(source, target, options, { running: () => running, stop }, context);
      observe = access.observe;
      try {
        running = world.services.startMigration(plan, source.client, target.client, {
          ...{ until, signal, journal, keepHeld, onEvent, threads },
          ...(options.rolling ? { rolling: { ...options.rolling, checkpoint } } : {}),
          ...(limit === undefined ? {} : { bytesPerSecond: limit }),
          ...(replication === undefined ? {} : { replication }),
          ...(sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs }),
        });
        return await running.finished;
      } finally {
        await access.close();
      }
    });
    const seconds = (world.now() - startedAt) / 1000;
    return { result, until, interrupted, seconds, followed: running?.followed() ?? {} };
  } finally {
    display.stop();
  }
};
