import type { CodedError } from '@mqferry/core';

/** What the operator wants of the copy: stored, and nothing else of it is. */
export type CopyIntent = 'none' | 'run' | 'pause';

/** Which cluster applications use, or are to use. */
export type Side = 'source' | 'target';

/**
 * Where the copy of a topic stands: `waiting` for its turn, or for a process that copies; `catching-up` with what the
 * source has; `in-step` with it; `paused` at rest; `stopped` by an error.
 */
export type CopyState = 'not-begun' | 'waiting' | 'catching-up' | 'in-step' | 'paused' | 'stopped';

/** What is seen of a topic's copy. What is not known is undefined, never zero. */
export interface CopyFacts {
  readonly state: CopyState;
  /** Records that the other side does not have yet. */
  readonly lag: bigint | undefined;
}

/** The last comparison of a topic. */
export interface VerificationFacts {
  readonly state: 'running' | 'equal' | 'different';
  /** When it ended, or as of when it is if it follows the copy; milliseconds since 1970. */
  readonly at: number;
}

/** Where a topic's applications are; between the sides while a switch is under way. */
export type TrafficState = 'on-source' | 'moving' | 'on-target';

/** One topic of a migration, on its three axes. */
export interface TopicFacts {
  readonly topic: string;
  readonly copy: CopyFacts;
  /** Undefined: it was never compared. */
  readonly verification: VerificationFacts | undefined;
  readonly traffic: TrafficState;
  /** It is compared when its copy has come to its end, and cannot be before. */
  readonly comparedAtEnd?: boolean;
  /** Its offsets on the target are not the source's. */
  readonly mapped?: boolean;
}

/** A migration as it is wanted and as it is seen. */
export interface MigrationFacts {
  readonly intent: CopyIntent;
  /** Completed migrations only remain as a record. */
  readonly completed: boolean;
  /** As far as known: nothing before the first plan. */
  readonly topics: readonly TopicFacts[];
  /** Undefined: not planned yet, or the selection has changed since. */
  readonly plan: { readonly refusals: readonly CodedError[] } | undefined;
  /** Settings of the target that were changed for the copy and are to be put back. */
  readonly held: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** For how long a comparison counts, in milliseconds: what was equal yesterday may not be today. */
export const VERIFICATION_HOLDS_MS = 24 * 60 * 60 * 1000;

/** The axis of verification, with what time does to it. */
export type VerificationState = 'none' | 'running' | 'equal' | 'stale' | 'different';

/** How a topic's comparison counts at the moment `now`. */
export const verificationState = (facts: VerificationFacts | undefined, now: number): VerificationState => {
  if (!facts) return 'none';
  return facts.state === 'equal' && now - facts.at > VERIFICATION_HOLDS_MS ? 'stale' : facts.state;
};
