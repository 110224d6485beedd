import type { SeamlessPosition, SeamlessState, SeamlessTopic, StepCheck } from '../api/types.ts';
import type { Tone } from '../parts/tone.ts';
import type { Texts } from '../texts/texts.ts';

/** Every state of topics, from the first to the last; `returning` is only on the way back of ordered ones. */
export const SEAMLESS_STATES: readonly SeamlessState[] = [
  ...(['initial', 'dual-read', 'dual-write', 'switching', 'returning', 'done'] as const),
];

/** What wants a look first. */
export const HEALTHS: readonly SeamlessTopic['health'][] = ['blocked', 'waiting', 'ready', 'unknown', 'last'];

export const HEALTH_TONES: Readonly<Record<SeamlessTopic['health'], Tone>> = {
  ready: 'good',
  waiting: 'busy',
  blocked: 'warn',
  last: 'idle',
  unknown: 'unknown',
};

export const VERDICT_TONES: Readonly<Record<StepCheck['verdict'], Tone>> = {
  pass: 'good',
  fail: 'bad',
  inconclusive: 'warn',
  error: 'warn',
};

/** The states that a topic goes through from where it stands; an ordered one on its way back passes by another one. */
export const railOf = ({
  kind,
  state,
}: Pick<SeamlessPosition, 'kind' | 'state'>): readonly SeamlessState[] =>
  kind === 'ordinary'
    ? ['initial', 'dual-read', 'dual-write', 'switching', 'done']
    : ['initial', 'dual-read', state === 'returning' ? 'returning' : 'switching', 'done'];

/** Where a topic stands, in a few words. */
export const positionText = ({ kind, state, held }: SeamlessPosition, t: Texts): string => {
  const name =
    kind === 'ordered' && state === 'dual-read'
      ? t('seamless.state.connected')
      : t(`seamless.state.${state}`);
  return held ? t('seamless.heldIn', { state: name }) : name;
};
