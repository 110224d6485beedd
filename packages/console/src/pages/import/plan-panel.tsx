import type { MetadataImport } from '../../api/types.ts';
import { grouped } from '../../format/numbers.ts';
import { ActionStatus, ROW_ACTIONS } from '../../imports/import-state.tsx';
import { FactTable } from '../../parts/fact-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { Status } from '../../parts/status.tsx';
import { releaseText } from '../../rocketmq/release-text.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Notices } from './notices.tsx';
import { PlanActions } from './plan-actions.tsx';
import { SplitPanel } from './split-panel.tsx';
import './plan-panel.css';

/** What an import would do as a whole, and what can be done about that; once it was started, what was to be known. */
export const PlanPanel = ({ of: made }: { readonly of: MetadataImport }) => {
  const { t } = useTexts();
  const { notices, parts } = made.plan;
  if (made.state !== 'planned') {
    return notices.length === 0 ? null : (
      <Panel>
        <Notices notices={notices} past />
      </Panel>
    );
  }
  return (
    <>
      {parts === null ? (
        <Panel title={t('imports.plan')}>
          <Planned made={made} />
        </Panel>
      ) : (
        <SplitPanel of={made} parts={parts} />
      )}
      <PlanActions of={made} />
    </>
  );
};

const Planned = ({ made }: { readonly made: MetadataImport }) => {
  const { t, language } = useTexts();
  const { actions, brokers, refusals, notices } = made.plan;
  const meaningOf = (action: (typeof ROW_ACTIONS)[number]): string =>
    action === 'exists-different'
      ? t(`imports.meaning.${made.choice.existing ?? 'keep'}`)
      : t(`imports.meaning.${action}`);
  return (
    <div className="stack">
      {refusals.map((refusal) => (
        <ProblemView key={refusal.message.en} quiet problem={refusal} />
      ))}
      <ul className="import-sums">
        {ROW_ACTIONS.filter((action) => actions[action] > 0).map((action) => (
          <li key={action}>
            <ActionStatus action={action} />
            <strong>{grouped(actions[action], language)}</strong>
            <span className="soft">{meaningOf(action)}</span>
          </li>
        ))}
      </ul>
      <div className="import-brokers">
        <FactTable
          label={t('imports.brokers')}
          rows={brokers}
          keyOf={({ name }) => name}
          columns={[
            { key: 'name', title: t('imports.targetBroker'), render: ({ name }) => <code>{name}</code> },
            {
              key: 'address',
              title: t('rocketmq.registeredAddress'),
              render: ({ address }) => <code className="break">{address}</code>,
            },
            {
              key: 'version',
              title: t('broker.version'),
              render: ({ version }) => releaseText(version),
            },
            {
              key: 'state',
              title: t('column.state'),
              render: ({ failure }) =>
                failure ? (
                  <Status tone="bad">{failure.message[language]}</Status>
                ) : (
                  <Status tone="good">{t('imports.wasRead')}</Status>
                ),
            },
          ]}
        />
      </div>
      <Notices notices={notices} />
      <p className="soft">{t('wizard.nothingYet')}</p>
    </div>
  );
};
