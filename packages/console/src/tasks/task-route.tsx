import type { Task } from '../api/types.ts';
import { useTexts } from '../texts/use-texts.ts';

/** From which cluster to which a task copies; one that was forgotten since has no name any more. */
export const TaskRoute = ({ task: { source, target } }: { readonly task: Task }) => {
  const { t } = useTexts();
  return (
    <span>
      {source.name ?? t('task.forgotten')} → {target.name ?? t('task.forgotten')}
    </span>
  );
};
