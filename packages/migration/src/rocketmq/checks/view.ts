import type { CodedError } from '@mqferry/core';
import type { Evidence, Measurement } from '../../gates.ts';
import { told } from '../../told.ts';
import type { GroupFacts, SeamlessFacts, TopicFacts } from '../facts.ts';
import { indexOf } from '../facts-index.ts';
import { ONLY_SOURCE, type Position, type Share } from '../states.ts';
import { stepErrors as errors } from '../step-errors.ts';

/** What a check looks at: one topic before one step. */
export interface View {
  readonly topic: string;
  readonly of: TopicFacts;
  readonly facts: SeamlessFacts;
  /** The groups that read the topic, by name; undefined: not known. */
  readonly groups: readonly (readonly [string, GroupFacts])[] | undefined;
  /** Where the topic will stand. */
  readonly to: Position;
  /** What clients will be shown of a topic when everything that is planned together is done. */
  readonly after: (topic: string) => Share;
  /** As of `SeamlessFacts`. */
  readonly stillMs: number;
}

/** What checks of a topic and its groups look at: no more than is measured without a gateway as well. */
export interface Measured extends Pick<View, 'topic' | 'groups' | 'after' | 'stillMs'> {
  readonly of: Pick<TopicFacts, 'at' | 'sides'> & { readonly position: Pick<Position, 'held'> };
}

/** What a check came to. */
export type Outcome = Omit<Measurement, 'at'>;

/** A topic of the facts before a step to there. `after`: see `View`; topics outside the task stay with the source. */
export const viewOf = (
  topic: string,
  of: TopicFacts,
  facts: SeamlessFacts,
  to: Position,
  after: (topic: string) => Share | undefined,
): View => ({
  ...{ topic, of, facts, to, stillMs: facts.stillMs },
  groups: facts.groups && indexOf(facts).groupsOf(topic),
  after: (name) => after(name) ?? ONLY_SOURCE,
});

export const passed = (evidence: Evidence = {}): Outcome => ({ verdict: 'pass', evidence });

export const failed = (reason: CodedError, evidence: Evidence = {}): Outcome => ({
  verdict: 'fail',
  evidence,
  reason,
});

/** Not enough is known to tell: never a pass. */
export const unclear = (reason: CodedError, evidence: Evidence = {}): Outcome => ({
  verdict: 'inconclusive',
  evidence,
  reason,
});

/** Something about these is not known: topics, groups, brokers or addresses by their names. */
export const unknown = (about: readonly string[], evidence: Evidence = {}): Outcome =>
  unclear(errors.SEAMLESS_NOT_KNOWN({ about: told(about) }), evidence);

/** The first that fails; else the first that is not known; else a pass. */
export const worst = (outcomes: readonly (Outcome | undefined)[]): Outcome =>
  outcomes.find((outcome) => outcome?.verdict === 'fail') ??
  outcomes.find((outcome) => outcome && outcome.verdict !== 'pass') ??
  passed();

/** Whole seconds, never told too short. */
export const seconds = (ms: number): number => Math.ceil(ms / 1000);
