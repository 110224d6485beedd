import type { MigrationEvent, MigrationPlan, RunningMigration, TargetJournal } from '@mqferry/replication';
import type { Context } from '../context.ts';
import { withInterrupts } from '../interrupts.ts';
import { eventLine } from '../render/event.ts';
import { emit } from '../render/json.ts';
import { LiveDisplay } from '../render/live-display.ts';
import { ProgressMeter } from '../render/progress.ts';
import type { MigrationOutcome } from '../render/report.ts';
import { statusLine } from '../render/status-line.ts';
import type { OpenCluster } from './clusters.ts';

/** How the copy runs and is shown. */
export interface CopyOptions {
  readonly until: 'once' | 'follow';
  /** Bytes a second. */
  readonly limit: number | undefined;
  readonly journal: TargetJournal;
  readonly json: boolean;
}

/** Carries a plan out, with progress on the screen; Ctrl-C ends it at a safe point. */
export const copy = async (
  plan: MigrationPlan,
  source: OpenCluster,
  target: OpenCluster,
  { until, limit, journal, json }: CopyOptions,
  context: Context,
): Promise<MigrationOutcome> => {
  const { world, out, err, t, language } = context;
  const startedAt = world.now();
  const meter = new ProgressMeter(plan, until === 'once', startedAt);
  const early: MigrationEvent[] = [];
  let tell = (event: MigrationEvent): void => void early.push(event);
  let interrupted = false;
  let display: LiveDisplay | undefined;
  const say = (line: string): void => (display ? display.print(line) : err.print(line));

  const show = (running: RunningMigration): LiveDisplay => {
    let progress = meter.observe(running.status(), world.now());
    const display = new LiveDisplay(
      err,
      {
        line: (columns) => {
          progress = meter.observe(running.status(), world.now());
          return statusLine(progress, t, err.colors, columns, limit);
        },
        object: () => ({ type: 'progress', ...progress }),
      },
      {
        now: world.now,
        redraws: err.isTerminal && !(json && out.isTerminal),
        emit: json ? (value) => emit(context, value) : undefined,
      },
    );
    tell = (event) => {
      if (json) emit(context, event);
      const line = eventLine(event, running.status().partitions, language, err.colors);
      if (line !== undefined) display.print(line);
    };
    early.forEach(tell);
    return display;
  };

  return withInterrupts(
    world,
    {
      onFirst: () => {
        interrupted = true;
        say(t(`interrupt.${until}`));
      },
      onSecond: () => say(t('interrupt.now')),
    },
    async (signal) => {
      const running = world.services.startMigration(plan, source.client, target.client, {
        until,
        signal,
        journal,
        onEvent: (event) => tell(event),
        ...(limit === undefined ? {} : { bytesPerSecond: limit }),
      });
      const display = show(running);
      try {
        const result = await running.finished;
        return { result, until, interrupted, seconds: (world.now() - startedAt) / 1000 };
      } finally {
        display.stop();
      }
    },
  );
};
