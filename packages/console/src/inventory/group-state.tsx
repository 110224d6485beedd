import { UNKNOWN } from '../format/numbers.ts';
import { Status } from '../parts/status.tsx';
import type { Tone } from '../parts/tone.ts';

/** The states of groups by the names that Kafka gives them, which operators know from its tools. */
export const GROUP_STATES: readonly string[] = [
  'Stable',
  'Empty',
  'PreparingRebalance',
  'CompletingRebalance',
  'Assigning',
  'Reconciling',
  'Dead',
];

const TONES: Readonly<Record<string, Tone>> = {
  Stable: 'good',
  Empty: 'idle',
  PreparingRebalance: 'busy',
  CompletingRebalance: 'busy',
  Assigning: 'busy',
  Reconciling: 'busy',
  Dead: 'warn',
};

/** The state of a consumer group; null: not told. */
export const GroupState = ({ state }: { readonly state: string | null }) =>
  state === null ? UNKNOWN : <Status tone={TONES[state] ?? 'unknown'}>{state}</Status>;
