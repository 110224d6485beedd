import type { VerificationReport } from '@mqferry/replication';
import { CheckpointFile } from '../checkpoint-file.ts';
import type { Context } from '../context.ts';
import { withInterrupts } from '../interrupts.ts';
import { emit } from '../render/json.ts';
import { LiveDisplay } from '../render/live-display.ts';
import { grouped, percentText } from '../render/numbers.ts';
import { fitParts } from '../render/status-line.ts';
import { checkpointPath } from '../state-paths.ts';
import type { OpenCluster } from './clusters.ts';

/** What is compared, and how it is shown. */
export interface ComparisonScope {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
  /** End offsets by `topic-partition`; absent: as of now. */
  readonly until?: ReadonlyMap<string, bigint>;
}

/**
 * Compares both sides with progress on the screen. Undefined when Ctrl-C ended it early; the next run goes on from
 * the checkpoint in `stateFolder`.
 */
export const compare = async (
  source: OpenCluster,
  target: OpenCluster,
  scope: ComparisonScope,
  { json, stateFolder }: { readonly json: boolean; readonly stateFolder: string },
  context: Context,
): Promise<VerificationReport | undefined> => {
  const { world, err, out, t } = context;
  const checkpoint = new CheckpointFile(checkpointPath(stateFolder, source.id, target.id), ({ message }) =>
    err.print(
      err.colors.yellow(t('warning.head', { text: t('verify.checkpointFailed', { text: message }) })),
    ),
  );
  let progress = { records: 0, totalOffsets: 0n };
  const percent = () => percentText(BigInt(progress.records), progress.totalOffsets);
  const display = new LiveDisplay(
    err,
    {
      line: (columns) =>
        fitParts(
          [
            { text: t('progress.verifying', { percent: percent() }) },
            {
              text: t('progress.records', {
                done: grouped(progress.records),
                total: grouped(progress.totalOffsets),
              }),
            },
          ],
          columns,
        ),
      object: () => ({ type: 'verification-progress', ...progress }),
    },
    {
      now: world.now,
      redraws: err.isTerminal && !(json && out.isTerminal),
      emit: json ? (value) => emit(context, value) : undefined,
    },
  );
  try {
    return await withInterrupts(
      world,
      {
        onFirst: () => display.print(t('interrupt.verify')),
        onSecond: () => display.print(t('interrupt.verifyNow')),
      },
      async (signal) => {
        try {
          return await world.services.verify(source.client, target.client, scope, {
            signal,
            onProgress: (now) => {
              progress = now;
            },
            checkpoint,
          });
        } catch (error) {
          if (signal.aborted) return undefined;
          throw error;
        }
      },
    );
  } finally {
    display.stop();
  }
};
