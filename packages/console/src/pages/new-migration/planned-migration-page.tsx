import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useMay } from '../../api/identity.ts';
import { migrationQuery } from '../../api/queries.ts';
import { Page } from '../../layout/page.tsx';
import { Route } from '../../migration/route.tsx';
import { useRefresh } from '../../migration/use-refresh.ts';
import { PlanConfirm } from '../../operation/plan-confirm.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { PlanView } from '../../plan/plan-view.tsx';
import { usePlan } from '../../plan/use-plan.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ChangeSelection } from './change-selection.tsx';
import { WizardSteps } from './wizard-steps.tsx';
import './planned-migration-page.css';

/** The second half of making a migration: its plan, and the start when that is as wanted. */
export const PlannedMigrationPage = () => {
  const { t } = useTexts();
  const { id } = useParams() as { readonly id: string };
  const navigate = useNavigate();
  const mayOperate = useMay('operator');
  const refresh = useRefresh(id);
  const [open, setOpen] = useState<'selection' | 'start'>();
  const view = useQuery(migrationQuery(id));
  const { plan, holds, isMaking, error, make } = usePlan(id);
  const isMissing = mayOperate && holds === false && !isMaking && !error;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function each time, and once is enough
  useEffect(() => {
    if (isMissing) void make();
  }, [isMissing]);
  const refusals = plan?.refusals.length ?? 0;
  const inTheWay = (): string | undefined => {
    if (!mayOperate) return t('role.needed', { role: t('role.operator') });
    if (!plan || isMaking) return t('wizard.planFirst');
    return refusals > 0 ? t('wizard.refused', { count: refusals }) : undefined;
  };
  return (
    <Page
      title={view.data?.migration.name ?? t('wizard.title')}
      parent={{ to: '/migrations', text: t('nav.migrations') }}
    >
      <WizardSteps current={open === 'start' ? 'start' : 'plan'} />
      <QueryView query={view}>
        {({ migration }) => (
          <>
            <p className="soft">
              <Route migration={migration} /> · {t('wizard.nothingYet')}
            </p>
            {isMaking && (
              <Panel>
                <p className="soft">{t('wizard.planning')}</p>
                <Loading lines={8} />
              </Panel>
            )}
            {!isMaking && error && <ProblemView problem={error} />}
            {!isMaking && plan && <PlanView plan={plan} />}
            <div className="wizard-foot">
              <Button onClick={() => setOpen('selection')}>{t('wizard.changeSelection')}</Button>
              <Button loading={isMaking} onClick={() => void make()}>
                {t('wizard.planAgain')}
              </Button>
              <Link to={`/migrations/${id}`}>{t('wizard.later')}</Link>
              <span className="wizard-foot-end">
                <ReasonedButton type="primary" reason={inTheWay()} onClick={() => setOpen('start')}>
                  {t('wizard.start')}
                </ReasonedButton>
              </span>
            </div>
            {open === 'selection' && (
              <ChangeSelection
                migration={migration}
                onClose={() => setOpen(undefined)}
                onChanged={async () => {
                  await refresh();
                  await make();
                }}
              />
            )}
            {open === 'start' && (
              <PlanConfirm
                change={{ operation: 'start', migrationId: id }}
                title={t('wizard.start')}
                confirmText={t('wizard.start')}
                onClose={() => setOpen(undefined)}
                onDone={async () => {
                  await refresh();
                  await navigate(`/migrations/${id}`);
                }}
              >
                <p>{t('wizard.startText')}</p>
              </PlanConfirm>
            )}
          </>
        )}
      </QueryView>
    </Page>
  );
};
