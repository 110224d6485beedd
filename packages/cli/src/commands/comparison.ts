import {
  DocumentCheckpoint,
  type VerificationOptions,
  type VerificationProgress,
  type VerificationReport,
  type VerificationScope,
} from '@mqferry/replication';
import type { Context } from '../context.ts';
import { withInterrupts } from '../interrupts.ts';
import { JsonFile } from '../json-file.ts';
import { LiveDisplay } from '../render/live-display.ts';
import { grouped, percentText } from '../render/numbers.ts';
import { fitParts } from '../render/status-line.ts';
import { checkpointPath } from '../state-paths.ts';
import type { OpenCluster } from './clusters.ts';

/** How a comparison runs. */
export interface ComparisonOptions extends Pick<VerificationOptions, 'bytesPerSecond' | 'followed'> {
  readonly json: boolean;
  readonly stateFolder: string;
}

/** What a comparison came to; `mapped`: all is there, in some partitions at other offsets. */
export const resultOf = ({ equal, partitions }: VerificationReport): 'equal' | 'mapped' | 'different' =>
  !equal ? 'different' : partitions.some(({ mapped }) => mapped) ? 'mapped' : 'equal';

/**
 * Compares both sides with progress on the screen. Undefined when Ctrl-C ended it early; the next run goes on from
 * the checkpoint in `stateFolder`.
 */
export const compare = async (
  source: OpenCluster,
  target: OpenCluster,
  scope: VerificationScope,
  { json, stateFolder, ...how }: ComparisonOptions,
  context: Context,
): Promise<VerificationReport | undefined> => {
  const { world, err, t } = context;
  let progress: VerificationProgress = { records: 0, totalOffsets: 0n };
  const display = new LiveDisplay(context, json, {
    line: (columns) => {
      const { records, totalOffsets } = progress;
      if (totalOffsets === 0n) return fitParts([{ text: t('progress.reading') }], columns);
      const percent = percentText(BigInt(records), totalOffsets);
      const amount = { done: grouped(records), total: grouped(totalOffsets) };
      return fitParts(
        [{ text: t('progress.verifying', { percent }) }, { text: t('progress.records', amount) }],
        columns,
      );
    },
    object: () => ({ type: 'verification-progress', ...progress }),
  });
  const path = checkpointPath(stateFolder, source.id, target.id);
  const checkpoint = new DocumentCheckpoint(new JsonFile(path), ({ message }) => {
    const text = t('verify.checkpointFailed', { text: message });
    display.print(err.colors.yellow(t('warning.head', { text })));
  });
  const onFirst = () => display.print(t('interrupt.verify'));
  const onSecond = () => display.print(t('interrupt.verifyNow'));
  const onProgress = (now: VerificationProgress) => {
    progress = now;
  };

  try {
    return await withInterrupts(world, { onFirst, onSecond }, async (signal) => {
      try {
        const options = { ...how, signal, onProgress, checkpoint };
        return await world.services.verify(source.client, target.client, scope, options);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    });
  } finally {
    display.stop();
  }
};
