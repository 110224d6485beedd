import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { assessmentsQuery } from '../../api/queries.ts';
import type { AssessmentSummary } from '../../api/types.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { MakeButton } from '../../parts/make-button.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { Status } from '../../parts/status.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { AssessmentState } from './assessment-state.tsx';

/** The service gives the newest first. */
const SHAPE: TableShape<'createdAt', never> = { sorts: ['createdAt'], filters: {} };

const RiskCounts = ({ risks }: Pick<AssessmentSummary, 'risks'>) => {
  const { t } = useTexts();
  const tone = risks.high > 0 ? 'bad' : risks.medium > 0 ? 'warn' : 'good';
  const { high, medium, low } = risks;
  return <Status tone={tone}>{t('assess.riskCounts', { high, medium, low })}</Status>;
};

/** All assessments, the newest first. */
export const AssessmentsPage = () => {
  const { t } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(assessmentsQuery(pageOf(state)));
  const columns: Column<AssessmentSummary, 'createdAt'>[] = [
    {
      key: 'of',
      title: t('assess.column.of'),
      render: ({ id, name, cluster }) => (
        <Link className="break" to={`/assessments/${id}`}>
          {name ?? (cluster ? (cluster.name ?? UNKNOWN) : t('assess.answersOnly'))}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('assess.column.state'),
      render: ({ state: of }) => <AssessmentState state={of} />,
    },
    {
      key: 'brokers',
      title: t('assess.column.brokers'),
      align: 'right',
      render: ({ brokers, complete }) => {
        if (brokers === null) return UNKNOWN;
        return complete ? brokers : t('assess.atLeast', { brokers });
      },
    },
    { key: 'risks', title: t('assess.column.risks'), render: ({ risks }) => <RiskCounts risks={risks} /> },
    {
      key: 'createdAt',
      title: t('assess.column.begun'),
      render: ({ createdAt }) => <Moment at={createdAt} />,
    },
  ];
  const make = (
    <MakeButton to="/assessments/new" needs="operator">
      {t('assess.new')}
    </MakeButton>
  );
  return (
    <Page title={t('nav.assessments')} actions={make}>
      <Panel flush>
        <QueryView query={query}>
          {({ items, total }) => (
            <ResourceTable
              label={t('nav.assessments')}
              columns={columns}
              rows={items}
              total={total}
              keyOf={({ id }) => id}
              state={state}
              onState={setState}
              empty={<Empty title={t('assess.none')}>{t('assess.noneText')}</Empty>}
            />
          )}
        </QueryView>
      </Panel>
    </Page>
  );
};
