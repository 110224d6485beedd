import type { Motion, SeamlessState, SeamlessTask } from '../api/types.ts';
import { useTexts } from '../texts/use-texts.ts';

/**
 * Why topics of a task cannot go that way while it is paused; undefined: that is not in the way. To hold writes is a step
 * forward of a topic that is in dual read.
 */
export const usePaused = ({
  intent,
}: Pick<SeamlessTask, 'intent'>): ((motion: Motion, state?: SeamlessState) => string | undefined) => {
  const { t } = useTexts();
  return (motion, state) => {
    const isForward = motion === 'forward' || (motion === 'hold' && state === 'dual-read');
    return intent === 'pause' && isForward ? t('seamless.pausedForward') : undefined;
  };
};
