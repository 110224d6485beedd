import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { client } from '../../api/client.ts';
import { assessmentQuery } from '../../api/queries.ts';
import type { Assessment } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { LiveBadge } from '../../live/live-badge.tsx';
import { useFollowed } from '../../live/use-followed.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { AssessmentActions } from './assessment-actions.tsx';
import { BusiestTopics, FiguresPanel, StepsPanel } from './assessment-tables.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { MeasurementPanel } from './measurement-panel.tsx';
import { RisksPanel } from './risks-panel.tsx';
import { TargetPanel } from './target-panel.tsx';

/** What an assessment comes to; while it is measured, by what is known until now. */
export const AssessmentPage = () => {
  const { t } = useTexts();
  const { id } = useParams() as { readonly id: string };
  const query = useQuery(assessmentQuery(id));
  const one = query.data;
  const moves = one?.state === 'running';
  const live = useFollowed({
    queryKey: assessmentQuery(id).queryKey,
    open: (signal) => client.watchAssessment({ params: { id } }, { signal }),
    moves,
  });
  return (
    <Page
      title={(one && titleOf(one)) ?? t('assess.one')}
      parent={{ to: '/assessments', text: t('nav.assessments') }}
      actions={
        one && (
          <>
            {moves && <LiveBadge state={live} />}
            <AssessmentActions assessment={one} title={titleOf(one) ?? id} />
          </>
        )
      }
    >
      <QueryView query={query}>
        {(assessment) => (
          <>
            <TargetPanel assessment={assessment} />
            {assessment.measurement && (
              <MeasurementPanel state={assessment.state} measurement={assessment.measurement} />
            )}
            <RisksPanel risks={assessment.risks} />
            <StepsPanel steps={assessment.steps} />
            <FiguresPanel figures={assessment.figures} />
            {assessment.topics.length > 0 && <BusiestTopics topics={assessment.topics} />}
            <LimitsPanel assessment={assessment} />
          </>
        )}
      </QueryView>
    </Page>
  );
};

const titleOf = ({ name, cluster }: Assessment): string | undefined => name ?? cluster?.name ?? undefined;
