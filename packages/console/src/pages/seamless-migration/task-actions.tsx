import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { SEAMLESS_KEY } from '../../api/seamless-queries.ts';
import type { SeamlessTask } from '../../api/types.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useSeamlessRefresh } from '../../seamless/use-seamless-refresh.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { type ShownAction, shownActions } from './shown-actions.ts';

/** What can be done with a task as a whole; what is not possible now says why. */
export const TaskActions = ({
  task,
  only,
}: {
  readonly task: SeamlessTask;
  /** This one alone; all of them when it is absent. */
  readonly only?: ShownAction['action'];
}) => {
  const { t, language } = useTexts();
  const { id, name } = task;
  const forbidden = useForbidden('operator');
  const navigate = useNavigate();
  const [open, setOpen] = useState<ShownAction>();
  const close = () => setOpen(undefined);
  return (
    <div className="row">
      {shownActions(task)
        .filter(({ action }) => only === undefined || action === only)
        .map((shown) => (
          <ReasonedButton
            key={shown.action}
            reason={forbidden ?? shown.blockedBy}
            danger={shown.action === 'deleteTask'}
            type={shown.isNext ? 'primary' : 'default'}
            onClick={() => setOpen(shown)}
          >
            {t(`seamless.action.${shown.action}`)}
          </ReasonedButton>
        ))}
      {open?.action === 'deleteTask' && (
        <ConfirmDelete
          title={t('seamless.title.deleteTask', { name })}
          text={open.note[language]}
          remove={() => client.deleteSeamlessTask({ params: { id } })}
          queryKey={SEAMLESS_KEY}
          onClose={close}
          onDeleted={() => navigate('/rocketmq/migrations')}
        />
      )}
      {open && open.action !== 'deleteTask' && <ConfirmAction task={task} shown={open} onClose={close} />}
    </div>
  );
};

const ASK = {
  pauseTask: client.pauseSeamlessTask,
  resumeTask: client.resumeSeamlessTask,
  completeTask: client.completeSeamlessTask,
} as const;

const ConfirmAction = ({
  task: { id, name },
  shown: { action, note },
  onClose,
}: {
  readonly task: SeamlessTask;
  readonly shown: ShownAction;
  readonly onClose: () => void;
}) => {
  const { t, language } = useTexts();
  const { message } = App.useApp();
  const refresh = useSeamlessRefresh(id);
  return (
    <ConfirmDialog
      title={t(`seamless.title.${action}`, { name })}
      confirmText={t(`seamless.action.${action}`)}
      danger={action === 'completeTask'}
      act={() => ASK[action as keyof typeof ASK]({ params: { id } })}
      onClose={onClose}
      onDone={async () => {
        void message.success(t('confirm.done'));
        await refresh();
      }}
    >
      <p>{note[language]}</p>
    </ConfirmDialog>
  );
};
