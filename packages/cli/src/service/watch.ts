import type { Client } from '@mqferry/api';
import { backoffDelay, type CodedError, codedErrorIn, pause } from '@mqferry/core';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withInterrupts } from '../interrupts.ts';
import { printJson } from '../render/json.ts';
import { LiveDisplay } from '../render/live-display.ts';
import { sentenceText } from '../render/service/migrations.ts';
import { problemLines } from '../render/service/problem.ts';
import { migrationStatusLine } from '../render/service/status-line.ts';
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { findMigration, type MigrationView } from './find.ts';

export interface WatchOptions {
  readonly until?: string;
  readonly json?: true;
}

/** What can be waited for. */
type Goal = 'in-step' | 'verified';

const RECONNECT = { initial: 500, maximum: 10_000, jitter: 0.2 };

const isReached = ({ migration: { topics } }: MigrationView, goal: Goal | undefined): boolean =>
  goal !== undefined &&
  topics.total > 0 &&
  topics.total === (goal === 'in-step' ? topics.inStep : topics.verified);

/** What a copy has ended with and does not come back from by itself. */
const isLost = ({ migration: { error } }: MigrationView): boolean => error !== null && !error.retriable;

interface Watcher {
  readonly seen: (view: MigrationView) => void;
  /** The service does not answer; it is asked again. */
  readonly lost: (error: CodedError) => void;
}

/** Follows the events until `isEnough` says so, or the signal comes; a connection that is lost is made again. */
const follow = async (
  client: Client,
  id: string,
  isEnough: (view: MigrationView) => boolean,
  { seen, lost }: Watcher,
  signal: AbortSignal,
): Promise<MigrationView | undefined> => {
  let last: MigrationView | undefined;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      for await (const view of client.watchMigration({ params: { id } }, { signal })) {
        failures = 0;
        last = view;
        seen(view);
        if (isEnough(view)) return view;
      }
    } catch (error) {
      if (signal.aborted) return last;
      const coded = codedErrorIn(error);
      if (!coded?.retriable) throw error;
      // A service that is started anew is away for a moment: that is told once.
      if (failures === 1) lost(coded);
    }
    await pause(backoffDelay(failures + 1, RECONNECT), signal).catch(() => undefined);
  }
  return last;
};

/**
 * `mqferry migration watch`: until Ctrl-C, or until what `--until` says. With --json one line for each event. Exit code
 * 1 when that was not reached, or the copy has ended with an error meanwhile.
 */
export const watchMigration = async (
  wanted: string,
  options: WatchOptions,
  context: Context,
): Promise<ExitCode> => {
  const { world, out, err, language, t } = context;
  const goal =
    options.until === undefined
      ? undefined
      : parseChoice<Goal>('--until', options.until, { 'in-step': true, verified: true });
  return withService(context, async (client) => {
    const { id } = await findMigration(client, wanted);
    let now: MigrationView | undefined;
    const line = (columns: number) =>
      now ? migrationStatusLine(now, language, t, err.colors, columns) : t('watch.waiting');
    const object = () => ({ type: 'status' });
    const display = options.json ? undefined : new LiveDisplay(context, false, { line, object });
    const watcher: Watcher = {
      seen: (view) => {
        now = view;
        if (options.json) printJson(context, view);
      },
      lost: (error) => {
        const text = t('watch.lost', { reason: error.text(language) });
        if (display) display.print(err.colors.yellow(text));
        else err.print(text);
      },
    };
    const isEnough = (view: MigrationView) => isReached(view, goal) || (goal !== undefined && isLost(view));
    const handlers = { onFirst: () => undefined, onSecond: () => undefined };
    const last = await withInterrupts(world, handlers, (signal) =>
      follow(client, id, isEnough, watcher, signal),
    ).finally(() => display?.stop());
    if (last && !options.json) {
      out.print(sentenceText(last.migration, language, t));
      if (last.migration.error) out.print(...problemLines(last.migration.error, language, out.colors));
    }
    if (goal === undefined) return EXIT.OK;
    return last && isReached(last, goal) ? EXIT.OK : EXIT.FAILED;
  });
};
