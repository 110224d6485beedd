import type { CodedError } from '@mqferry/core';
import type { Phrase } from '../sentence.ts';
import { riskOf } from './checks/check-texts.ts';
import { type CheckResult, measureStep } from './checks/checks.ts';
import { withoutOffsets } from './checks/target-ready.ts';
import { type View, viewOf } from './checks/view.ts';
import type { SeamlessFacts } from './facts.ts';
import { mayHold, type Position, shareOf } from './states.ts';
import { stepErrors as errors } from './step-errors.ts';
import { type CheckId, type Step, stepFrom } from './steps.ts';

/**
 * What is asked of topics. `forward`, `back`: one state on; `hold`: the same for an ordered topic, with writes refused until the
 * side that is left is drained, or until it is released; where it has come to that state already, writes are held there. `release`:
 * writes go on.
 */
export type Motion = 'forward' | 'back' | 'hold' | 'release';

/** What an operator asks for. */
export interface StepRequest {
  readonly topics: readonly string[];
  readonly motion: Motion;
  /** Checks that the operator goes without, having seen the risks. */
  readonly force: readonly CheckId[];
}

/** A check that is gone without, and what is risked by it. */
export interface ForcedRisk {
  readonly check: CheckId;
  readonly risk: Phrase;
}

/** What a request comes to for one topic. */
export interface TopicMove {
  readonly topic: string;
  /** Undefined: it is not in the task. */
  readonly from: Position | undefined;
  /** Undefined: there is no such step from there. */
  readonly to: Position | undefined;
  readonly checks: readonly CheckResult[];
  /** Why it does not move; undefined: it does. */
  readonly blockedBy: CodedError | undefined;
  readonly risks: readonly ForcedRisk[];
  /** Groups that get their offsets on the target set to 0 before. */
  readonly presets: readonly string[];
}

interface Found {
  readonly to: Position;
  /** Undefined: writes are held or released, and the state stays. */
  readonly step: Step | undefined;
}

/** Where a topic gets by a motion, and by which step; a coded error says why it does not. */
const wayOf = (
  topic: string,
  position: Position,
  motion: Motion,
  mode: SeamlessFacts['mode'],
): Found | CodedError => {
  const { state, kind, held } = position;
  const none = errors.SEAMLESS_NO_STEP({ topic });
  if (motion === 'release') return held ? { to: { ...position, held: false }, step: undefined } : none;
  if (motion === 'hold') {
    if (mode !== 'proxy') return errors.SEAMLESS_CANNOT_HOLD({ topic });
    if (mayHold(position)) return held ? none : { to: { ...position, held: true }, step: undefined };
    const leading = [stepFrom(state, kind, 'forward'), stepFrom(state, kind, 'back')];
    const step = leading.find((each) => each && mayHold({ kind, state: each.to }));
    return step ? { to: { kind, state: step.to, held: true }, step } : errors.SEAMLESS_CANNOT_HOLD({ topic });
  }
  const step = stepFrom(state, kind, motion);
  return step ? { to: { kind, state: step.to, held: false }, step } : none;
};

const isError = (way: Found | CodedError): way is CodedError => way instanceof Error;

/** Holding and releasing leave everything readable as it was, so only the gateways have to follow. */
const IN_PLACE: Pick<Step, 'checks'> = { checks: ['gateways-serve'] };

const unmoved = (topic: string, from: Position | undefined, reason: CodedError): TopicMove => ({
  ...{ topic, from, to: undefined, checks: [] },
  ...{ blockedBy: reason, risks: [], presets: [] },
});

/** Offsets are set before a consumer is on the target: later it would commit its own over them. */
const isFirst = ({ from, way }: Step): boolean => from === 'initial' && way === 'forward';

const moved = (view: View, step: Step | undefined, forced: ReadonlySet<CheckId>): TopicMove => {
  const { topic, of, to } = view;
  const checks = measureStep(step ?? IN_PLACE, view);
  const open = checks.filter(({ verdict }) => verdict !== 'pass');
  const risks = open.flatMap(({ id }) => {
    const risk = forced.has(id) ? riskOf(id) : undefined;
    return risk ? [{ check: id, risk }] : [];
  });
  const blocking = open.find(({ id }) => !risks.some(({ check }) => check === id));
  return {
    ...{ topic, from: of.position, to, checks, risks },
    blockedBy: blocking && (blocking.reason ?? errors.SEAMLESS_NOT_KNOWN({ about: topic })),
    presets: step && isFirst(step) ? withoutOffsets(view) : [],
  };
};

/**
 * What a request comes to, topic by topic, in the order of the request. All of them are looked at as if all of them moved, for
 * the retries of a group may be read because of another topic that moves as well.
 */
export const movesOf = (
  { topics, motion, force }: StepRequest,
  facts: SeamlessFacts,
): readonly TopicMove[] => {
  const forced = new Set(force);
  const ways = new Map(
    topics.map((topic) => {
      const of = facts.topics.get(topic);
      return [
        topic,
        of ? wayOf(topic, of.position, motion, facts.mode) : errors.SEAMLESS_TOPIC_NOT_IN_TASK({ topic }),
      ];
    }),
  );
  const after = (topic: string) => {
    const way = ways.get(topic);
    const position = way && !isError(way) ? way.to : facts.topics.get(topic)?.position;
    return position && shareOf(position);
  };
  return [...ways].map(([topic, way]) => {
    const of = facts.topics.get(topic);
    if (isError(way)) return unmoved(topic, of?.position, way);
    return moved(viewOf(topic, of!, facts, way.to, after), way.step, forced);
  });
};
