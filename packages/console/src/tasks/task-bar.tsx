import type { Task } from '../api/types.ts';
import { useTexts } from '../texts/use-texts.ts';
import './task-bar.css';

const PARTS = ['done', 'skipped', 'failed', 'cancelled'] as const;

/** How far a task is: what was done, what was so already, what failed; the rest is to be done. */
export const TaskBar = ({ counts }: Pick<Task, 'counts'>) => {
  const { t } = useTexts();
  const ended = counts.total - counts.pending;
  return (
    <div
      className="task-bar"
      role="progressbar"
      aria-label={t('task.progress')}
      aria-valuemin={0}
      aria-valuemax={counts.total}
      aria-valuenow={ended}
    >
      {PARTS.map((part) => (
        <span
          key={part}
          className={`task-bar-${part}`}
          style={{ width: counts.total === 0 ? 0 : `${(counts[part] / counts.total) * 100}%` }}
        />
      ))}
    </div>
  );
};
