import type { CodedError } from '@mqferry/core';
import { told } from '../told.ts';
import type { BatchFacts } from './batches/batch-facts.ts';
import { batchesLeft } from './batches/batches.ts';
import { clientsMoved } from './checks/clients.ts';
import { viewOf } from './checks/view.ts';
import type { SeamlessFacts } from './facts.ts';
import type { Motion } from './moves.ts';
import { type Position, shareOf } from './states.ts';
import { stepErrors } from './step-errors.ts';
import { nextState } from './steps.ts';
import { seamlessTaskErrors as errors } from './task-errors.ts';

/** What the operator wants of a task: stored, and nothing else of it is, beside where its topics stand. */
export type TaskIntent = 'run' | 'pause' | 'completed';

/** A task as it is wanted and as it is seen. */
export interface TaskFacts {
  readonly intent: TaskIntent;
  readonly seen: SeamlessFacts;
  /** Of a task in batches: what is seen of each kind of its topics. */
  readonly batches?: readonly BatchFacts[];
}

/** The steps of a task, in the order in which an operator is led through them. */
export const TASK_STEPS = {
  gateways: ['connect', 'import', 'endpoints', 'grey', 'complete'],
  batches: ['connect', 'import', 'batches', 'complete'],
} as const;
export type TaskStepId = (typeof TASK_STEPS)[keyof typeof TASK_STEPS][number];

/** A step of a task: done as of now, or why not. */
export interface TaskStep {
  readonly id: TaskStepId;
  readonly done: boolean;
  /** Undefined if it is done, or only waits for the operator. */
  readonly blockedBy: CodedError | undefined;
}

type Reason = (facts: TaskFacts) => CodedError | undefined;

const isOpen: Reason = ({ intent }) =>
  intent === 'completed' ? errors.SEAMLESS_TASK_COMPLETED({}) : undefined;
const isNotPaused: Reason = ({ intent }) =>
  intent === 'pause' ? errors.SEAMLESS_TASK_PAUSED({}) : undefined;
const isPaused: Reason = ({ intent }) =>
  intent === 'pause' ? undefined : errors.SEAMLESS_TASK_NOT_PAUSED({});

const isInBatches: Reason = ({ seen: { mode } }) =>
  mode === 'batches' ? undefined : errors.SEAMLESS_NOT_IN_BATCHES({});
const hasSteps: Reason = ({ seen: { mode } }) =>
  mode === 'batches' ? errors.SEAMLESS_IN_BATCHES({}) : undefined;

const isConnected: Reason = ({ seen: { clusters } }) => {
  if (clusters.source.connected !== true) return errors.SEAMLESS_SOURCE_UNREACHABLE({});
  return clusters.target.connected === true ? undefined : errors.SEAMLESS_TARGET_UNREACHABLE({});
};

const hasTopics: Reason = ({ seen: { topics } }) =>
  topics.size === 0 ? errors.SEAMLESS_NO_TOPICS({}) : undefined;

const isImported: Reason = ({ seen: { topics, groups } }) => {
  if (!groups) return stepErrors.SEAMLESS_NOT_KNOWN({ about: told([...topics.keys()]) });
  const lacking = <
    Of extends { readonly sides: { readonly target: { readonly exists: boolean | undefined } } },
  >(
    all: ReadonlyMap<string, Of>,
  ) => [...all].flatMap(([name, { sides }]) => (sides.target.exists === true ? [] : [name]));
  const [lackingTopics, lackingGroups] = [lacking(topics), lacking(groups)];
  const first = lackingTopics[0] ?? lackingGroups[0];
  if (first === undefined) return undefined;
  return errors.SEAMLESS_NOT_IMPORTED({ topics: lackingTopics.length, groups: lackingGroups.length, first });
};

/** Topics whose clients are not all seen at a gateway, or of which that is not known. */
const withClientsLeft = (seen: SeamlessFacts): readonly string[] =>
  [...seen.topics].flatMap(([topic, of]) => {
    const view = viewOf(topic, of, seen, of.position, (name) => {
      const other = seen.topics.get(name);
      return other && shareOf(other.position);
    });
    return clientsMoved(view).verdict === 'pass' ? [] : [topic];
  });

const areEndpointsChanged: Reason = ({ seen }) => {
  if (seen.gateways?.length === 0) return stepErrors.SEAMLESS_NO_GATEWAY({});
  const left = withClientsLeft(seen);
  return left[0] === undefined
    ? undefined
    : errors.SEAMLESS_ENDPOINTS_LEFT({ count: left.length, first: left[0] });
};

const areTopicsDone: Reason = ({ seen: { topics } }) => {
  const left = [...topics].filter(([, { position }]) => position.state !== 'done').map(([topic]) => topic);
  return left[0] === undefined
    ? undefined
    : errors.SEAMLESS_TOPICS_LEFT({ count: left.length, first: left[0] });
};

const areBatchesMoved: Reason = ({ batches = [] }) => batchesLeft(batches);

const isMoved: Reason = (facts) =>
  facts.seen.mode === 'batches' ? areBatchesMoved(facts) : areTopicsDone(facts);

const areTopicsInitial: Reason = ({ intent, seen: { topics } }) => {
  const gone = [...topics].filter(([, { position }]) => position.state !== 'initial').map(([topic]) => topic);
  return intent === 'completed' || gone.length === 0
    ? undefined
    : errors.SEAMLESS_TOPICS_MOVED({ topics: told(gone) });
};

/** What an operator can ask of a task. */
export type TaskAction =
  | 'pauseTask'
  | 'resumeTask'
  | 'addTopics'
  | 'stepForward'
  | 'stepBack'
  | 'beginBatch'
  | 'sayBroadcastRead'
  | 'completeTask'
  | 'deleteTask';

/**
 * The one table of what may be done with a task when; API, command line, console, documents and tests follow it. A pause stops
 * every step and stage forward and nothing else: gateways go on showing what they show, and the way back stays open.
 */
export const TASK_ACTIONS: Readonly<Record<TaskAction, readonly Reason[]>> = {
  pauseTask: [isOpen, isNotPaused],
  resumeTask: [isOpen, isPaused],
  addTopics: [isOpen],
  stepForward: [hasSteps, isOpen, isNotPaused],
  stepBack: [hasSteps, isOpen],
  beginBatch: [isInBatches, isOpen, isNotPaused, hasTopics],
  sayBroadcastRead: [isInBatches, isOpen],
  completeTask: [isOpen, isNotPaused, hasTopics, isMoved],
  deleteTask: [areTopicsInitial],
};

/** What has to hold for a step of a task to be done. */
const STEP_REASONS: Readonly<Record<Exclude<TaskStepId, 'complete'>, readonly Reason[]>> = {
  connect: [isConnected],
  import: [hasTopics, isImported],
  endpoints: [hasTopics, areEndpointsChanged],
  grey: [hasTopics, areTopicsDone],
  batches: [hasTopics, areBatchesMoved],
};

const firstReason = (reasons: readonly Reason[], facts: TaskFacts): CodedError | undefined => {
  for (const reason of reasons) {
    const found = reason(facts);
    if (found) return found;
  }
  return undefined;
};

/** What is in the way of an action; undefined: it is possible. */
export const taskBlockedBy = (action: TaskAction, facts: TaskFacts): CodedError | undefined =>
  firstReason(TASK_ACTIONS[action], facts);

/** What a motion of a topic is to its task: a step forward, which a pause stops, or one that is always open. */
export const taskActionOf = (motion: Motion, { state }: Pick<Position, 'state'>): TaskAction =>
  motion === 'forward' || (motion === 'hold' && state === 'dual-read') ? 'stepForward' : 'stepBack';

/** What is in the way of taking these topics out of a task; those that are not in it are no obstacle. */
export const removalBlockedBy = (
  topics: readonly string[],
  { intent, seen }: TaskFacts,
): CodedError | undefined => {
  const chosen = topics.flatMap((topic) => {
    const of = seen.topics.get(topic);
    return of ? [[topic, of] as const] : [];
  });
  return firstReason([isOpen, areTopicsInitial], { intent, seen: { ...seen, topics: new Map(chosen) } });
};

/** What is in the way of a new task with this target: another one that has it and is not completed. */
export const targetBlockedBy = (
  target: string,
  tasks: readonly { readonly name: string; readonly target: string; readonly intent: TaskIntent }[],
): CodedError | undefined => {
  const taken = tasks.find((task) => task.target === target && task.intent !== 'completed');
  return taken && errors.SEAMLESS_TARGET_TAKEN({ task: taken.name });
};

/** The steps as of now. Each is judged by itself: a client that is started beside the gateways opens the third again. */
export const taskSteps = (facts: TaskFacts): readonly TaskStep[] =>
  TASK_STEPS[facts.seen.mode === 'batches' ? 'batches' : 'gateways'].map((id) => {
    const completed = facts.intent === 'completed';
    if (id === 'complete')
      return { id, done: completed, blockedBy: completed ? undefined : taskBlockedBy('completeTask', facts) };
    const blockedBy = completed ? undefined : firstReason(STEP_REASONS[id], facts);
    return { id, done: !blockedBy, blockedBy };
  });

/** Where the operator is: the first step that is not done; undefined: all are. */
export const presentStep = (steps: readonly TaskStep[]): TaskStep | undefined =>
  steps.find(({ done }) => !done);

/** The topics of a task that have a step that way: what “all” stands for. */
export const topicsWithStep = (way: 'forward' | 'back', { topics }: SeamlessFacts): readonly string[] =>
  [...topics].flatMap(
    ([
      topic,
      {
        position: { state, kind },
      },
    ]) => (nextState(state, kind, way) ? [topic] : []),
  );
