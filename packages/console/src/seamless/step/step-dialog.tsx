import { isCodedError } from '@mqferry/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { stepPlanQuery } from '../../api/seamless-queries.ts';
import type { Motion, SeamlessTask, StepCheck, StepPlan } from '../../api/types.ts';
import { PlanProblem } from '../../operation/plan-problem.tsx';
import { PlanPromise } from '../../operation/plan-promise.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { useSeamlessRefresh } from '../use-seamless-refresh.ts';
import { ForcedChecks } from './forced-checks.tsx';
import { PlanTable } from './plan-table.tsx';
import './step-dialog.css';

export interface StepDialogProps {
  readonly task: Pick<SeamlessTask, 'id'>;
  /** `all`: every topic that has such a step. */
  readonly topics: readonly string[] | 'all';
  readonly motion: Motion;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/**
 * A step of topics: what would move, what is blocked and why, and which checks are gone without. What is shown is what is done;
 * if the clusters have changed meanwhile the service refuses, and the new plan can be looked at.
 */
export const StepDialog = ({ task: { id }, topics, motion, onClose, onDone }: StepDialogProps) => {
  const { t } = useTexts();
  const { message } = App.useApp();
  const refresh = useSeamlessRefresh(id);
  const [force, setForce] = useState<readonly StepCheck['id'][]>([]);
  const [before, setBefore] = useState<StepPlan>();
  const body = { topics: topics === 'all' ? topics : [...topics], motion, force: [...force] };
  const plan = useQuery({ ...stepPlanQuery(id, body), placeholderData: keepPreviousData });
  const apply = useMutation({
    mutationFn: (hash: string) => client.applySeamlessStep({ params: { id }, body: { ...body, hash } }),
    onSuccess: async ({ moves }) => {
      void message.success(t('seamless.moved', { count: moves }));
      onClose();
      onDone?.();
      await refresh();
    },
  });
  const hasMoved = isCodedError(apply.error, 'MIGRATION_WORLD_MOVED');
  const replan = (): void => {
    setBefore(plan.data);
    apply.reset();
    void plan.refetch();
  };
  const isShown = plan.data !== undefined && !plan.error;
  const isReady = isShown && !plan.isFetching && !hasMoved && plan.data.moves > 0;
  return (
    <Modal
      open
      title={t(`seamless.motion.${motion}`)}
      width={860}
      okText={t(`seamless.motion.${motion}`)}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: force.length > 0, disabled: !isReady }}
      confirmLoading={apply.isPending}
      onOk={() => plan.data && apply.mutate(plan.data.hash)}
      onCancel={onClose}
    >
      <div className="stack" aria-live="polite">
        <p>{t(`seamless.motionText.${motion}`)}</p>
        {!isShown && plan.isFetching && (
          <>
            <p className="soft">{t('confirm.planning')}</p>
            <Loading lines={3} />
          </>
        )}
        {plan.error && !plan.isFetching && (
          <PlanProblem problem={plan.error} text={t('action.tryAgain')} onAgain={() => void plan.refetch()} />
        )}
        {isShown && (
          <>
            <div className="row-apart">
              <strong>{t('seamless.planSum', { moves: plan.data.moves, blocked: plan.data.blocked })}</strong>
              <Button size="small" loading={plan.isFetching} onClick={replan}>
                {t('seamless.lookAgain')}
              </Button>
            </div>
            <ForcedChecks plan={plan.data} forced={force} onChange={setForce} />
            <PlanTable plan={plan.data} before={before} />
            <PlanPromise text={t('seamless.stepPromise')} hash={plan.data.hash} />
          </>
        )}
        {apply.error && (
          <PlanProblem
            problem={apply.error}
            text={t('confirm.replan')}
            onAgain={hasMoved ? replan : undefined}
          />
        )}
      </div>
    </Modal>
  );
};
