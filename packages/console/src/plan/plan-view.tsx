import type { MigrationPlan } from '../api/types.ts';
import { bytesText, UNKNOWN } from '../format/numbers.ts';
import { KeyValues } from '../parts/key-values.tsx';
import { Moment } from '../parts/moment.tsx';
import { NamesList } from '../parts/names-list.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemView } from '../parts/problem-view.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { PlanSettings } from './plan-settings.tsx';
import { sumsOf } from './plan-sums.ts';
import { PlanTopics } from './plan-topics.tsx';
import { PlanWarnings } from './plan-warnings.tsx';
import { UnitList } from './unit-list.tsx';

/** All that starting a migration would do: what is in its way first, then the whole, then topic by topic. */
export const PlanView = ({ plan }: { readonly plan: MigrationPlan }) => {
  const { t } = useTexts();
  return (
    <div className="stack">
      {plan.refusals.length > 0 && (
        <Panel title={t('plan.refusals', { count: plan.refusals.length })}>
          <div className="stack-tight">
            {plan.refusals.map((refusal) => (
              <ProblemView
                key={`${refusal.code} ${JSON.stringify(refusal.parameters)}`}
                problem={refusal}
                quiet
              />
            ))}
          </div>
        </Panel>
      )}
      <Summary plan={plan} />
      <PlanWarnings warnings={plan.warnings} />
      <Panel title={t('plan.topics')} flush>
        <PlanTopics topics={plan.topics} />
      </Panel>
      <PlanSettings plan={plan} />
      <Panel title={t('plan.units')}>
        <UnitList units={plan.units} />
      </Panel>
      <Panel title={t('plan.groups', { count: plan.groups.length })}>
        {plan.groups.length === 0 ? (
          <p className="soft">{t('plan.noGroups')}</p>
        ) : (
          <NamesList names={plan.groups} shown={20} />
        )}
      </Panel>
      {plan.leftOut.length > 0 && (
        <Panel title={t('plan.leftOut')}>
          <NamesList names={plan.leftOut} shown={20} />
        </Panel>
      )}
    </div>
  );
};

const Summary = ({ plan }: { readonly plan: MigrationPlan }) => {
  const { t, language } = useTexts();
  const { source, target, madeAt, hash } = plan;
  const sums = sumsOf(plan);
  const cluster = ({ clusterId, brokers }: MigrationPlan['source']) =>
    t('plan.cluster', { id: clusterId ?? UNKNOWN, brokers });
  const bytes = bytesText(sums.bytes, language);
  return (
    <Panel title={t('plan.summary')}>
      <KeyValues
        items={[
          [t('wizard.source'), cluster(source)],
          [t('wizard.target'), cluster(target)],
          [t('plan.freeSpace'), bytesText(target.usableBytes, language)],
          [
            t('plan.topics'),
            sums.refused === 0
              ? t('plan.topicCounts', { topics: sums.topics, created: sums.created })
              : t('plan.topicCountsRefused', {
                  topics: sums.topics,
                  created: sums.created,
                  refused: sums.refused,
                }),
          ],
          [t('plan.partitions'), t('plan.number', { n: sums.partitions })],
          [t('plan.records'), t('plan.number', { n: sums.records })],
          [t('plan.bytes'), sums.atLeast ? `≥ ${bytes}` : bytes],
          [
            t('plan.madeAt'),
            <span key="made">
              <Moment at={madeAt} /> <code className="soft">{hash.slice(0, 12)}</code>
            </span>,
          ],
        ]}
      />
    </Panel>
  );
};
