import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { client } from '../../api/client.ts';
import { importQuery, importRowsKey } from '../../api/import-queries.ts';
import type { MetadataImport } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { LiveBadge } from '../../live/live-badge.tsx';
import { useFollowed } from '../../live/use-followed.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ImportSteps } from '../new-import/import-steps.tsx';
import { ImportActions } from './import-actions.tsx';
import { ImportHead } from './import-head.tsx';
import { PlanPanel } from './plan-panel.tsx';

/** One import: its plan before it is started, then how far it is, and what came of each row. */
export const ImportPage = () => {
  const { t } = useTexts();
  const { id } = useParams() as { readonly id: string };
  const queryClient = useQueryClient();
  const query = useQuery(importQuery(id));
  const moves = query.data?.state === 'running';
  const live = useFollowed({
    queryKey: importQuery(id).queryKey,
    open: (signal) => client.watchImport({ params: { id } }, { signal }),
    moves,
    // Its rows are asked for now and then only.
    onValue: ({ state }) => {
      if (state !== 'running') void queryClient.invalidateQueries({ queryKey: importRowsKey(id) });
    },
  });
  return (
    <Page
      title={query.data?.name ?? t('imports.one')}
      parent={{ to: '/imports', text: t('nav.imports') }}
      actions={
        query.data && (
          <>
            {moves && <LiveBadge state={live} />}
            <ImportActions of={query.data} />
          </>
        )
      }
    >
      <QueryView query={query}>{(made) => <OneImport key={made.id} made={made} />}</QueryView>
    </Page>
  );
};

const OneImport = ({ made }: { readonly made: MetadataImport }) => {
  const { t } = useTexts();
  return (
    <>
      {made.state === 'planned' && <ImportSteps current="plan" />}
      <ImportHead of={made} />
      <PlanPanel of={made} />
      <Tabs
        label={t('imports.tabs')}
        tabs={[
          { to: '', text: t('imports.rows', { count: made.counts.total }) },
          { to: 'left-out', text: t('imports.leftOut', { count: made.plan.leftOut }) },
        ]}
      />
      <Outlet context={made satisfies MetadataImport} />
    </>
  );
};
