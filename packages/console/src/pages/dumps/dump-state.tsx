import type { Dump } from '../../api/types.ts';
import { Status } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTexts } from '../../texts/use-texts.ts';

const TONES: Readonly<Record<Dump['state'], Tone>> = {
  ...{ created: 'idle', starting: 'busy', running: 'good', paused: 'paused' },
  ...{ retrying: 'warn', failed: 'bad', done: 'good' },
};

/** How a dump task is, in a word. */
export const DumpState = ({ state }: Pick<Dump, 'state'>) => {
  const { t } = useTexts();
  return <Status tone={TONES[state]}>{t(`dump.state.${state}`)}</Status>;
};
