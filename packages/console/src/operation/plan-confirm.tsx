import type { OperationInput } from '@mqferry/api';
import { isCodedError } from '@mqferry/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { client } from '../api/client.ts';
import type { AppliedOperation, PlanStep } from '../api/types.ts';
import { Loading } from '../parts/loading.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { PlanProblem } from './plan-problem.tsx';
import { PlanPromise } from './plan-promise.tsx';
import { StepList } from './step-list.tsx';

export interface PlanConfirmProps {
  /** What is to be done. */
  readonly change: OperationInput;
  readonly title: string;
  /** What it means, above the steps; may hold choices that make another change. */
  readonly children?: ReactNode;
  readonly confirmText: string;
  readonly danger?: boolean;
  readonly onClose: () => void;
  /** What was done, with the task that goes on with it. */
  readonly onDone: (applied: AppliedOperation) => void | Promise<void>;
  /** That only this is done, where no migration plays a part. */
  readonly promise?: string;
  readonly width?: number;
  /** Whoever uses it takes it away when it is done, for there is more to say. */
  readonly stays?: boolean;
}

/**
 * The way in which everything is changed: what would be done is asked for and shown, and what was shown is what is done. If
 * the clusters have changed meanwhile the service refuses, and the new plan can be looked at.
 */
export const PlanConfirm = ({
  change,
  title,
  children,
  confirmText,
  danger = false,
  onClose,
  onDone,
  promise,
  width = 640,
  stays = false,
}: PlanConfirmProps) => {
  const { t, language } = useTexts();
  const { message } = App.useApp();
  const [before, setBefore] = useState<readonly PlanStep[]>();
  const plan = useQuery({
    queryKey: ['operation-plan', change],
    queryFn: ({ signal }) => client.planOperation({ body: { change } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const apply = useMutation({
    mutationFn: (hash: string) => client.applyOperation({ body: { change, hash } }),
    onSuccess: async (applied) => {
      void message.success(t(applied.taskId === null ? 'confirm.done' : 'confirm.taskBegun'));
      if (!stays) onClose();
      await onDone(applied);
    },
  });
  const moved = isCodedError(apply.error, 'MIGRATION_WORLD_MOVED');
  const replan = (): void => {
    setBefore(plan.data?.steps);
    apply.reset();
    void plan.refetch();
  };
  const ready = plan.data !== undefined && !plan.isFetching && !moved;
  return (
    <Modal
      open
      title={title}
      width={width}
      okText={confirmText}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger, disabled: !ready }}
      confirmLoading={apply.isPending}
      onOk={() => plan.data && apply.mutate(plan.data.hash)}
      onCancel={onClose}
    >
      <div className="stack-tight" aria-live="polite">
        {children}
        {plan.isFetching && (
          <>
            <p className="soft">{t('confirm.planning')}</p>
            <Loading lines={3} />
          </>
        )}
        {!plan.isFetching && plan.error && (
          <PlanProblem problem={plan.error} text={t('action.tryAgain')} onAgain={() => void plan.refetch()} />
        )}
        {!plan.isFetching && plan.data && !plan.error && (
          <>
            {plan.data.notes.map(({ [language]: note }) => (
              <p key={note}>{note}</p>
            ))}
            <p>
              {plan.data.steps.length === 0
                ? t('confirm.noSteps')
                : t('confirm.steps', { count: plan.data.steps.length })}
            </p>
            <StepList steps={plan.data.steps} before={before} />
            <PlanPromise text={promise ?? t('confirm.promise')} hash={plan.data.hash} />
          </>
        )}
        {apply.error && (
          <PlanProblem
            problem={apply.error}
            text={t('confirm.replan')}
            onAgain={moved ? replan : undefined}
          />
        )}
      </div>
    </Modal>
  );
};
