import { useMay } from '../../api/identity.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { PlanView } from '../../plan/plan-view.tsx';
import { usePlan } from '../../plan/use-plan.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useMigration } from './migration-context.ts';

/** The last plan of a migration; another one is made when somebody asks for it, for it looks at both clusters. */
export const PlanTab = () => {
  const { t } = useTexts();
  const { id } = useMigration().view.migration;
  const mayPlan = useMay('operator');
  const { plan, isMaking, error, make: makePlan } = usePlan(id);
  const make = (
    <ReasonedButton
      reason={mayPlan ? undefined : t('role.needed', { role: t('role.operator') })}
      loading={isMaking}
      onClick={() => void makePlan()}
    >
      {t(plan ? 'plan.again' : 'plan.make')}
    </ReasonedButton>
  );
  if (isMaking || (plan === undefined && !error)) {
    return (
      <Panel>
        {isMaking && <p className="soft">{t('wizard.planning')}</p>}
        <Loading lines={8} />
      </Panel>
    );
  }
  if (error) return <ProblemView problem={error} action={make} />;
  if (!plan) {
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
      <div className="row">
        {make}
        <span className="soft">
          {t('plan.made')} <Moment at={plan.madeAt} />
        </span>
      </div>
      <PlanView plan={plan} />
    </div>
  );
};
