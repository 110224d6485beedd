import type { SeamlessTask } from '../api/types.ts';
import { Status } from '../parts/status.tsx';
import type { Tone } from '../parts/tone.ts';
import { useTexts } from '../texts/use-texts.ts';
import { hasGateways } from './modes.ts';

/** Without gateways topics have no states: the steps tell. */
const isMoved = (task: SeamlessTask): boolean =>
  hasGateways(task)
    ? task.topics.states.done === task.topics.total
    : task.steps.every(({ id, done }) => done || id === 'complete');

const toneOf = (task: SeamlessTask): Tone => {
  const { intent, problem, topics } = task;
  if (intent === 'completed') return 'good';
  if (problem) return 'bad';
  if (intent === 'pause') return 'paused';
  if (topics.total === 0) return 'idle';
  return isMoved(task) ? 'good' : 'busy';
};

/** How the topics of a task stand, in the words of the service. */
export const TaskProgress = ({ task }: { readonly task: SeamlessTask }) => {
  const { language } = useTexts();
  return <Status tone={toneOf(task)}>{task.sentence.progress[language]}</Status>;
};
