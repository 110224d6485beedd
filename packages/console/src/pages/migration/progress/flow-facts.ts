import type { CopyRates, MigrationView } from '../../../api/types.ts';
import type { Tone } from '../../../parts/tone.ts';

/** What the copier does at this moment, as far as is seen. */
export type CopierState =
  | 'completed'
  | 'failed'
  | 'idle'
  | 'paused'
  | 'preparing'
  | 'copying'
  | 'quiet'
  | 'throttled';

/** The picture of a copy: which of its ways is taken, and what the copier does. */
export interface FlowFacts {
  readonly copier: CopierState;
  readonly tone: Tone;
  /** Records are on their way now. */
  readonly forwardMoves: boolean;
  readonly backMoves: boolean;
  /** Topics whose applications use the side. Null while the topics are not known. */
  readonly onSource: number | null;
  readonly onTarget: number | null;
}

const TONES: Readonly<Record<CopierState, Tone>> = {
  completed: 'good',
  failed: 'bad',
  idle: 'idle',
  paused: 'paused',
  preparing: 'busy',
  copying: 'busy',
  quiet: 'good',
  throttled: 'warn',
};

const moves = (rates: CopyRates | null): boolean => (rates?.recordsPerSecond ?? 0) > 0;

const copierState = ({ migration, copy: { forward, back } }: MigrationView): CopierState => {
  const { completed, error, intent } = migration;
  if (completed) return 'completed';
  if (error) return 'failed';
  if (intent === 'none') return 'idle';
  if (intent === 'pause') return 'paused';
  if (!forward && !back) return 'preparing';
  if (forward?.throttledBy || back?.throttledBy) return 'throttled';
  return moves(forward) || moves(back) ? 'copying' : 'quiet';
};

/** What the picture of a migration shows. */
export const flowFacts = (view: MigrationView): FlowFacts => {
  const { total, onTarget } = view.migration.topics;
  const copier = copierState(view);
  return {
    copier,
    tone: TONES[copier],
    forwardMoves: moves(view.copy.forward),
    backMoves: moves(view.copy.back),
    onSource: total === 0 ? null : total - onTarget,
    onTarget: total === 0 ? null : onTarget,
  };
};
