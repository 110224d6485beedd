import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { clusterGroupQuery } from '../../api/inventory-queries.ts';
import { clusterQuery } from '../../api/queries.ts';
import type { GroupDetail } from '../../api/types.ts';
import { grouped, UNKNOWN } from '../../format/numbers.ts';
import { GroupState } from '../../inventory/group-state.tsx';
import { SeenLine, SeenProblems } from '../../inventory/seen-line.tsx';
import { Page } from '../../layout/page.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import type { GroupContext } from './group-context.ts';

const TABS = [
  { to: '', text: 'group.offsets' },
  { to: 'members', text: 'group.members' },
] as const;

/** One consumer group of a cluster as it is now. */
export const GroupPage = () => {
  const { id, group } = useParams() as { readonly id: string; readonly group: string };
  return <OneGroup key={`${id} ${group}`} clusterId={id} name={group} />;
};

const OneGroup = ({ clusterId, name }: { readonly clusterId: string; readonly name: string }) => {
  const { t } = useTexts();
  const cluster = useQuery(clusterQuery(clusterId));
  const query = useQuery(clusterGroupQuery(clusterId, name));
  return (
    <Page
      title={name}
      parent={{ to: `/clusters/${clusterId}/groups`, text: cluster.data?.name ?? t('inventory.groups') }}
      actions={query.data && <SeenLine clusterIds={[clusterId]} seen={query.data} />}
    >
      <QueryView query={query}>
        {(group) => (
          <>
            <SeenProblems problems={group.problems} />
            <Panel>
              <Facts group={group} />
            </Panel>
            <Tabs label={t('group.tabs')} tabs={TABS.map(({ to, text }) => ({ to, text: t(text) }))} />
            <Outlet context={{ clusterId, group } satisfies GroupContext} />
          </>
        )}
      </QueryView>
    </Page>
  );
};

/** Null as soon as that of one partition is not known. */
const lagOf = ({ offsets }: GroupDetail): bigint | null =>
  (offsets ?? [{ lag: null }]).reduce<bigint | null>(
    (sum, { lag }) => (sum === null || lag === null ? null : sum + lag),
    0n,
  );

const Facts = ({ group }: { readonly group: GroupDetail }) => {
  const { t, language } = useTexts();
  const { state, type, protocolType, members, offsets } = group;
  const topics = offsets === null ? null : new Set(offsets.map(({ topic }) => topic)).size;
  return (
    <KeyValues
      items={[
        [t('column.state'), <GroupState key="state" state={state} />],
        [t('column.groupType'), type ?? UNKNOWN],
        [t('group.protocol'), protocolType === '' ? t('group.byHand') : protocolType],
        [t('column.members'), grouped(members.length, language)],
        [t('column.topics'), grouped(topics, language)],
        [t('column.lag'), grouped(lagOf(group), language)],
      ]}
    />
  );
};
