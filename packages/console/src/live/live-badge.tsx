import { timeText } from '../format/moments.ts';
import { Status } from '../parts/status.tsx';
import type { Tone } from '../parts/tone.ts';
import type { Texts } from '../texts/texts.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { LiveState } from './follow.ts';

const TONES: Readonly<Record<LiveState['kind'], Tone>> = {
  connecting: 'busy',
  live: 'good',
  stale: 'warn',
  ended: 'bad',
};

const wordsOf = (state: LiveState, t: Texts): string => {
  if (state.kind === 'connecting') return t('live.connecting');
  if (state.kind === 'live') return t('live.live');
  if (state.kind === 'ended') return t('live.ended');
  return state.since === undefined ? t('live.never') : t('live.stale', { time: timeText(state.since) });
};

/** Whether what is shown is as of now; when the stream is broken, as of when it is. */
export const LiveBadge = ({ state }: { readonly state: LiveState }) => {
  const { t } = useTexts();
  return (
    <span role="status">
      <Status tone={TONES[state.kind]}>{wordsOf(state, t)}</Status>
    </span>
  );
};
