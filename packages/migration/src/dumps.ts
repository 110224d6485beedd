import { type CodedError, defineErrors } from '@mqferry/core';

const conflict = { status: 409, retriable: false } as const;

/** Why a dump task cannot do what is asked for, as it is now. */
export const dumpTaskErrors = defineErrors({
  DUMP_TASK_STARTED: {
    ...conflict,
    message: { en: 'The dump task was started before.', zh: '转储任务此前已启动。' },
    action: { en: 'Resume it.', zh: '请恢复任务。' },
  },
  DUMP_TASK_NOT_STARTED: {
    ...conflict,
    message: { en: 'The dump task was never started.', zh: '转储任务从未启动。' },
    action: { en: 'Start it.', zh: '请启动任务。' },
  },
  DUMP_TASK_RUNS: {
    ...conflict,
    message: { en: 'The dump task runs.', zh: '转储任务正在运行。' },
    action: { en: 'Pause it first.', zh: '请先暂停任务。' },
  },
  DUMP_TASK_NOT_RUNNING: {
    ...conflict,
    message: { en: 'The dump task does not run.', zh: '转储任务未在运行。' },
    action: { en: 'There is nothing to pause.', zh: '没有可暂停的内容。' },
  },
  DUMP_TASK_DONE: {
    ...conflict,
    message: { en: 'The dump task is done.', zh: '转储任务已完成。' },
    action: { en: 'Make another one for what came later.', zh: '如需转储之后的消息，请另建任务。' },
  },
});

/** What a dump task is wanted to do: nothing yet, to run, to rest, and nothing more. */
export type DumpIntent = 'none' | 'run' | 'pause' | 'done';

/** What is known of a dump task. */
export interface DumpFacts {
  readonly intent: DumpIntent;
  /** What was last heard of its process; undefined: nothing yet, or there is none. */
  readonly observed: 'running' | 'retrying' | 'failed' | undefined;
}

/** How a dump task is, in a word. */
export type DumpState = 'created' | 'starting' | 'running' | 'paused' | 'retrying' | 'failed' | 'done';

/** What an operator can ask of a dump task. */
export type DumpAction = 'startDump' | 'pauseDump' | 'resumeDump' | 'deleteDump';

/** What is wanted and what is seen, as one word. */
export const dumpState = ({ intent, observed }: DumpFacts): DumpState => {
  if (intent === 'none') return 'created';
  if (intent === 'pause') return 'paused';
  if (intent === 'done') return 'done';
  return observed ?? 'starting';
};

type Reasons = Readonly<Record<DumpState, CodedError | undefined>>;

const reasons = (state: Partial<Reasons>, otherwise: CodedError | undefined): Reasons => ({
  ...{ created: otherwise, starting: otherwise, running: otherwise, paused: otherwise },
  ...{ retrying: otherwise, failed: otherwise, done: otherwise },
  ...state,
});

const { DUMP_TASK_DONE: DONE, DUMP_TASK_RUNS: RUNS, DUMP_TASK_NOT_STARTED: NOT_STARTED } = dumpTaskErrors;

/** The one table of what may be done with a dump task when; API, command line and console follow it. */
export const DUMP_ACTIONS: Readonly<Record<DumpAction, Reasons>> = {
  startDump: reasons({ created: undefined, done: DONE({}) }, dumpTaskErrors.DUMP_TASK_STARTED({})),
  pauseDump: reasons(
    {
      ...{ starting: undefined, running: undefined, retrying: undefined, failed: undefined },
      done: DONE({}),
    },
    dumpTaskErrors.DUMP_TASK_NOT_RUNNING({}),
  ),
  resumeDump: reasons(
    { ...{ starting: RUNS({}), running: RUNS({}) }, created: NOT_STARTED({}), done: DONE({}) },
    undefined,
  ),
  deleteDump: reasons({ starting: RUNS({}), running: RUNS({}), retrying: RUNS({}) }, undefined),
};

/** What is in the way of an action; undefined: it is possible. */
export const dumpBlockedBy = (action: DumpAction, facts: DumpFacts): CodedError | undefined =>
  DUMP_ACTIONS[action][dumpState(facts)];
