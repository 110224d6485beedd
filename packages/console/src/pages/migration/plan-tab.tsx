import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/identity.ts';
import { planQuery } from '../../api/queries.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { PlanView } from '../../plan/plan-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { useMigration } from './migration-context.ts';

/** The plan of a migration, made when somebody asks for it: it looks at both clusters. */
export const PlanTab = () => {
  const { t } = useTexts();
  const { id } = useMigration().view.migration;
  const mayPlan = useMay('operator');
  const plan = useQuery({ ...planQuery(id), enabled: false });
  const make = (
    <ReasonedButton
      reason={mayPlan ? undefined : t('role.needed', { role: t('role.operator') })}
      loading={plan.isFetching}
      onClick={() => void plan.refetch()}
    >
      {t(plan.data ? 'plan.again' : 'plan.make')}
    </ReasonedButton>
  );
  if (plan.isFetching) {
    return (
      <Panel>
        <p className="soft">{t('wizard.planning')}</p>
        <Loading lines={8} />
      </Panel>
    );
  }
  if (plan.error) return <ProblemView problem={plan.error} action={make} />;
  if (!plan.data) {
    return (
      <Panel>
        <Empty title={t('plan.none')} action={make}>
          {t('plan.noneText')}
        </Empty>
      </Panel>
    );
  }
  return (
    <div className="stack">
      <div className="row">{make}</div>
      <PlanView plan={plan.data} />
    </div>
  );
};
