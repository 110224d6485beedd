import type { SeamlessTask } from '../api/types.ts';
import { Status } from '../parts/status.tsx';
import type { Tone } from '../parts/tone.ts';
import { useTexts } from '../texts/use-texts.ts';

const toneOf = ({ intent, problem, topics }: SeamlessTask): Tone => {
  if (intent === 'completed') return 'good';
  if (problem) return 'bad';
  if (intent === 'pause') return 'paused';
  if (topics.total === 0) return 'idle';
  return topics.states.done === topics.total ? 'good' : 'busy';
};

/** How the topics of a task stand, in the words of the service. */
export const TaskProgress = ({ task }: { readonly task: SeamlessTask }) => {
  const { language } = useTexts();
  return <Status tone={toneOf(task)}>{task.sentence.progress[language]}</Status>;
};
