import { useState } from 'react';
import { Link } from 'react-router';
import type { SeamlessTask } from '../../../api/types.ts';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { useForbidden } from '../../../parts/use-forbidden.ts';
import { StatesBar } from '../../../seamless/states-bar.tsx';
import { StepDialog } from '../../../seamless/step/step-dialog.tsx';
import { usePaused } from '../../../seamless/use-paused.ts';
import { useTexts } from '../../../texts/use-texts.ts';

/** How many topics are in which state, and how many can go on; topics themselves are in the table below. */
export const GreyStep = ({ task }: { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const forbidden = useForbidden('operator');
  const [open, setOpen] = useState(false);
  const { topics } = task;
  const none = topics.ready === 0 ? t('seamless.noneReady') : undefined;
  const paused = usePaused(task)('forward');
  return (
    <>
      <StatesBar topics={topics} />
      {task.intent !== 'completed' && (
        <div className="row">
          <ReasonedButton reason={forbidden ?? paused ?? none} onClick={() => setOpen(true)}>
            {t('seamless.stepReady', { count: topics.ready })}
          </ReasonedButton>
          <Link to={`/rocketmq/migrations/${task.id}?health=ready&step=grey`}>{t('seamless.showReady')}</Link>
        </div>
      )}
      {open && <StepDialog task={task} topics="all" motion="forward" onClose={() => setOpen(false)} />}
    </>
  );
};
