import type { MappedRound } from '../mapped/mapped-round.ts';
import type { SourceGap } from '../source-gap.ts';
import type { WritingSoFar } from './step-maker.ts';

/** Where a partition's copy starts, found by looking at both logs. */
export interface CopyPosition extends WritingSoFar {
  /** The target's log end; everything before is there. */
  readonly offset: bigint;
  /** Base offset of the source's first batch when the target still has to be filled up to it. */
  readonly fillTo: bigint;
  /** The source's log start; it may lie inside its first batch. */
  readonly sourceStart: bigint;
  /** Timestamp for filler, in milliseconds. */
  readonly fillTimestamp: bigint;
  /** Where the target's log has to start once everything before is there; undefined when it does already. */
  readonly logStart: bigint | undefined;
  /** What is given up: it is filled too, so that offsets stay the same. */
  readonly gap?: SourceGap | undefined;
  /** Leader epoch of the source's last copied batch, -1 when there is none: the source checks it on each fetch. */
  readonly sourceEpoch: number;
  /** How its records are mapped; undefined where they keep their offsets. */
  readonly mapped?: MappedRound | undefined;
}
