import type { Assessment } from '../../api/types.ts';
import { Status } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTexts } from '../../texts/use-texts.ts';

type State = Assessment['state'];
type Severity = Assessment['risks'][number]['severity'];

const TONES: Readonly<Record<State, Tone>> = {
  running: 'busy',
  done: 'good',
  stopped: 'paused',
  failed: 'bad',
};

/** Where an assessment stands. */
export const AssessmentState = ({ state }: { readonly state: State }) => {
  const { t } = useTexts();
  return <Status tone={TONES[state]}>{t(`assess.state.${state}`)}</Status>;
};

/** How a risk of each severity is shown. */
export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  ...{ high: 'bad', medium: 'warn', low: 'idle', info: 'unknown' },
};
