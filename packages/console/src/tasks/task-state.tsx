import type { Task, TaskItem } from '../api/types.ts';
import { Status } from '../parts/status.tsx';
import type { Tone } from '../parts/tone.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The states of tasks; what wants a look first. */
export const TASK_STATES = ['running', 'failed', 'partly-failed', 'succeeded', 'cancelled'] as const;

export const ITEM_STATES = ['failed', 'pending', 'done', 'skipped', 'cancelled'] as const;

const TASK_TONES: Readonly<Record<Task['state'], Tone>> = {
  running: 'busy',
  failed: 'bad',
  'partly-failed': 'warn',
  succeeded: 'good',
  cancelled: 'idle',
};

const ITEM_TONES: Readonly<Record<TaskItem['state'], Tone>> = {
  failed: 'bad',
  pending: 'busy',
  done: 'good',
  skipped: 'idle',
  cancelled: 'idle',
};

/** The state of a task. */
export const TaskStatus = ({ state }: Pick<Task, 'state'>) => {
  const { t } = useTexts();
  return <Status tone={TASK_TONES[state]}>{t(`taskState.${state}`)}</Status>;
};

/** The state of an item of a task. */
export const ItemStatus = ({ state }: Pick<TaskItem, 'state'>) => {
  const { t } = useTexts();
  return <Status tone={ITEM_TONES[state]}>{t(`itemState.${state}`)}</Status>;
};
