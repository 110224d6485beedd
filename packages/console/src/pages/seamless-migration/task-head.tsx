import type { SeamlessTask } from '../../api/types.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { Status } from '../../parts/status.tsx';
import { SeamlessRoute } from '../../seamless/seamless-route.tsx';
import { TaskProgress } from '../../seamless/task-sentence.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { TaskActions } from './task-actions.tsx';
import '../migration/migration-page.css';

/** How a task stands, what is next, and what can be done with it. */
export const TaskHead = ({ task }: { readonly task: SeamlessTask }) => {
  const { t, language } = useTexts();
  return (
    <section className="migration-head" aria-label={t('migration.state')}>
      <div className="row-apart">
        <div className="stack-tight">
          <span className="row soft">
            <SeamlessRoute of={task} />
            <span>· {t(`seamless.mode.${task.mode}`)}</span>
          </span>
          <TaskProgress task={task} />
        </div>
        <TaskActions task={task} />
      </div>
      <p>{task.sentence.next[language]}</p>
      {task.intent === 'completed' && task.clients.atGateways > 0 && (
        <Status tone="warn">{t('seamless.stillAtGateways', { count: task.clients.atGateways })}</Status>
      )}
      {task.problem && <ProblemView problem={task.problem} title={t('seamless.notSeen')} quiet />}
    </section>
  );
};
