import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withInterrupts } from '../interrupts.ts';
import { runDemo } from './run-demo.ts';
import { SOURCE_VERSION, TARGET_VERSION } from './scene.ts';
import { Stage } from './stage.ts';
import { Steps } from './steps.ts';
import { furtherLines, keptLines, summaryLines } from './summary.ts';

/** What is asked of the demo. */
export interface DemoOptions {
  readonly keep?: true;
}

/** Plays it and gives the exit code. */
export const demo = async (options: DemoOptions, context: Context): Promise<ExitCode> => {
  const { world, out, err, t } = context;
  const stage = new Stage(context);
  const steps = new Steps(context);
  err.print(err.colors.bold(t('demo.title')));
  err.print(t('demo.about', { source: SOURCE_VERSION, target: TARGET_VERSION }));
  const handlers = {
    onFirst: () => steps.interrupt(t('demo.interrupt')),
    onSecond: () => steps.interrupt(t('interrupt.verifyNow')),
  };
  const played = await withInterrupts(world, handlers, async (signal) => {
    try {
      const result = await runDemo({ context, signal, stage }, steps);
      if (options.keep) stage.leaveClusters();
      return result;
    } catch (error) {
      if (!signal.aborted) throw error;
      return undefined;
    } finally {
      await stage.clear();
    }
  });
  if (!played) {
    err.print(err.colors.yellow(t('demo.interrupted')));
    return EXIT.FAILED;
  }
  const { source, target, outcome } = played;
  const further = options.keep
    ? keptLines(source.cluster, target.cluster, context)
    : [t('demo.cleared'), '', ...furtherLines(context)];
  out.print('', ...summaryLines(outcome, context), '', ...further);
  return EXIT.OK;
};
