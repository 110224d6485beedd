import type { SeamlessLogEntry } from '../../api/types.ts';
import type { Tone } from '../../parts/tone.ts';

const TONES: Readonly<Partial<Record<string, Tone>>> = {
  step: 'good',
  batch: 'good',
  paused: 'paused',
  resumed: 'good',
  completed: 'good',
};

/** What an entry means for whoever is on call. */
export const logTone = ({ type }: Pick<SeamlessLogEntry, 'type'>): Tone => TONES[type] ?? 'idle';
