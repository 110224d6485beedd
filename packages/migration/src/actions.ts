import type { CodedError } from '@mqferry/core';
import { migrationErrors as errors } from './errors.ts';
import { type MigrationFacts, type TopicFacts, VERIFICATION_HOLDS_MS, verificationState } from './facts.ts';

/** What an operator can ask of a migration as a whole. */
export type Action = 'start' | 'pause' | 'resume' | 'stop' | 'complete' | 'delete';

/** Why an action is not possible now; undefined when nothing is in its way. */
export type Guard = (facts: MigrationFacts) => CodedError | undefined;

/** An action and what is in its way, if anything is. */
export interface NextStep {
  readonly action: Action;
  readonly blockedBy: CodedError | undefined;
}

/** A topic that moves to a new log must not be copied into it. */
const hasNoNewLogs: Guard = ({ topics }) => {
  const moved = topics.find(({ copy, traffic }) => copy.state === 'not-begun' && traffic !== 'on-source');
  return moved && errors.MIGRATION_TOPIC_ON_NEW_LOG({ topic: moved.topic });
};

const isOpen: Guard = ({ completed }) => (completed ? errors.MIGRATION_COMPLETED({}) : undefined);

const isPlanned: Guard = ({ plan }) => {
  if (!plan) return errors.MIGRATION_NOT_PLANNED({});
  const [first] = plan.refusals;
  if (!first) return undefined;
  return errors.MIGRATION_PLAN_REFUSED({ count: plan.refusals.length, first: first.message }, first);
};

const isIdle: Guard = ({ intent }) => (intent === 'none' ? undefined : errors.MIGRATION_ALREADY_RUNS({}));
const runs: Guard = ({ intent }) => (intent === 'run' ? undefined : errors.MIGRATION_NOT_RUNNING({}));
/** What was interrupted after the copy had ended leaves settings to be put back. */
const isBegun: Guard = ({ intent, held }) =>
  intent === 'none' && held === 0 ? errors.MIGRATION_NOT_RUNNING({}) : undefined;
const isPaused: Guard = ({ intent }) => (intent === 'pause' ? undefined : errors.MIGRATION_NOT_PAUSED({}));

/** Or moved to new logs, without a copy. */
const hasCopied: Guard = ({ topics }) =>
  topics.some(({ copy, traffic }) => copy.state !== 'not-begun' || traffic !== 'on-source')
    ? undefined
    : errors.MIGRATION_NOTHING_COPIED({});

const isNotMoving: Guard = ({ topics }) => {
  const moving = topics.find(({ traffic }) => traffic === 'moving');
  return moving && errors.MIGRATION_SWITCH_UNDER_WAY({ topic: moving.topic });
};

const isOnTarget: Guard = ({ topics }) => {
  const left = topics.filter(({ traffic }) => traffic !== 'on-target');
  return left[0] && errors.MIGRATION_TRAFFIC_ON_SOURCE({ count: left.length, topic: left[0].topic });
};

const isOnSource: Guard = ({ topics, completed }) => {
  const gone = topics.filter(({ traffic }) => traffic !== 'on-source');
  if (completed || !gone[0]) return undefined;
  return errors.MIGRATION_TRAFFIC_ON_TARGET({ count: gone.length, topic: gone[0].topic });
};

const isPutBack: Guard = ({ held }) =>
  held === 0 ? undefined : errors.MIGRATION_SETTINGS_HELD({ count: held });

/** The one table of what may be done when; API, command line, console, documents and tests follow it. */
export const ACTIONS: Readonly<Record<Action, readonly Guard[]>> = {
  start: [isOpen, isIdle, hasNoNewLogs, isPlanned],
  pause: [isOpen, runs, isNotMoving],
  resume: [isOpen, isPaused],
  stop: [isOpen, isBegun, isNotMoving, isOnSource],
  complete: [isOpen, hasCopied, isNotMoving, isOnTarget],
  delete: [isNotMoving, isOnSource, isIdle, isPutBack],
};

/** What is in the way of an action; undefined: it is possible. */
export const blockedBy = (action: Action, facts: MigrationFacts): CodedError | undefined => {
  for (const guard of ACTIONS[action]) {
    const reason = guard(facts);
    if (reason) return reason;
  }
  return undefined;
};

/** All actions, with the reason where one is not possible now. */
export const nextSteps = (facts: MigrationFacts): NextStep[] =>
  (Object.keys(ACTIONS) as Action[]).map((action) => ({ action, blockedBy: blockedBy(action, facts) }));

/**
 * What is in the way of moving the applications of these topics to the other cluster: their copies are in step and were
 * found equal lately. Told of all of them, the first reason of each.
 */
export const switchBlockers = (topics: readonly TopicFacts[], now: number): CodedError[] =>
  topics.flatMap((topic) => switchBlocker(topic, now) ?? []);

/**
 * What is in the way of moving the applications of these topics to new logs on the other cluster: nothing is copied there,
 * and nothing is under way.
 */
export const newLogBlockers = (topics: readonly TopicFacts[]): CodedError[] =>
  topics.flatMap(({ topic, copy, traffic }) => {
    if (traffic === 'moving') return errors.MIGRATION_SWITCH_UNDER_WAY({ topic });
    return copy.state === 'not-begun' ? [] : errors.MIGRATION_TOPIC_COPIED({ topic });
  });

const switchBlocker = (
  { topic, copy, verification, traffic, comparedAtEnd, mapped }: TopicFacts,
  now: number,
): CodedError | undefined => {
  if (traffic === 'moving') return errors.MIGRATION_SWITCH_UNDER_WAY({ topic });
  if (copy.state === 'stopped') return errors.MIGRATION_TOPIC_STOPPED({ topic });
  if (copy.state !== 'in-step') return errors.MIGRATION_TOPIC_BEHIND({ topic });
  if (mapped) return errors.MIGRATION_TOPIC_MAPPED({ topic });
  if (comparedAtEnd) return undefined;
  const verified = verificationState(verification, now);
  if (verified === 'different') return errors.MIGRATION_TOPIC_DIFFERS({ topic });
  if (verified === 'equal') return undefined;
  return errors.MIGRATION_TOPIC_UNVERIFIED({ topic, hours: VERIFICATION_HOLDS_MS / 3_600_000 });
};
