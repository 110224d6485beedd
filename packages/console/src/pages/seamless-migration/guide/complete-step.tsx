import type { SeamlessTask } from '../../../api/types.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { TaskActions } from '../task-actions.tsx';

/** Completes the task, with what that means told first. */
export const CompleteStep = ({ task }: { readonly task: SeamlessTask }) => {
  const { language } = useTexts();
  const action = task.actions.find((each) => each.action === 'completeTask');
  if (task.intent === 'completed' || !action) return null;
  return (
    <>
      <p className="soft">{action.note[language]}</p>
      <TaskActions task={task} only="completeTask" />
    </>
  );
};
