import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { problemIn } from '../../api/problems.ts';
import { TASKS_KEY } from '../../api/task-queries.ts';
import type { Task } from '../../api/types.ts';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/** What can be done about a task: trying again what has failed, or ending it. */
export const TaskActions = ({ task: { id, state, counts } }: { readonly task: Task }) => {
  const { t, language } = useTexts();
  const { message } = App.useApp();
  const mayOperate = useMay('operator');
  const queryClient = useQueryClient();
  const act = useMutation({
    mutationFn: (action: 'retry' | 'cancel') =>
      action === 'retry' ? client.retryTask({ params: { id } }) : client.cancelTask({ params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: TASKS_KEY }),
    onError: (error) => void message.error(problemIn(error).message[language]),
  });
  const forbidden = mayOperate ? undefined : t('role.needed', { role: t('role.operator') });
  if (state === 'running') {
    return (
      <ReasonedButton danger reason={forbidden} loading={act.isPending} onClick={() => act.mutate('cancel')}>
        {t('task.cancel')}
      </ReasonedButton>
    );
  }
  return (
    <ReasonedButton
      type="primary"
      reason={forbidden ?? (counts.failed === 0 ? t('task.nothingFailed') : undefined)}
      loading={act.isPending}
      onClick={() => act.mutate('retry')}
    >
      {counts.failed === 0 ? t('task.retry') : t('task.retryCount', { count: counts.failed })}
    </ReasonedButton>
  );
};
