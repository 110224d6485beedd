import { useQuery } from '@tanstack/react-query';
import { seamlessClientsQuery } from '../../api/seamless-queries.ts';
import type { SeamlessClient } from '../../api/types.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { TableSearch } from '../../parts/table-filters.tsx';
import { ChoiceTabs } from '../../parts/tabs.tsx';
import { hasGateways } from '../../seamless/modes.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { clientColumns } from './client-columns.tsx';
import { useTask } from './task-context.ts';

const THROUGH = ['gateway', 'straight'] as const;

/** The service gives clients in an order of its own. */
const SHAPE: TableShape<'client', 'search' | 'through'> = {
  sorts: ['client'],
  filters: { search: 'text', through: THROUGH },
};

/** Who is connected: through gateways where there are some, and straight at a cluster. */
export const SeamlessClientsTab = () => {
  const { t } = useTexts();
  const task = useTask();
  const [state, setState] = useTableState(SHAPE);
  const { search } = state.filters;
  const isWithGateways = hasGateways(task);
  const through = !isWithGateways || state.filters.through === 'straight' ? 'straight' : 'gateway';
  const query = useQuery(
    seamlessClientsQuery(task.id, { ...pageOf(state), through, ...(search === undefined ? {} : { search }) }),
  );
  const columns: Column<SeamlessClient>[] = clientColumns(through, t);
  return (
    <Panel flush>
      {isWithGateways && (
        <ChoiceTabs
          label={t('seamless.through')}
          options={THROUGH.map((each) => [each, t(`seamless.through.${each}`)] as const)}
          value={through}
          onChange={(value) => setState(filtered(state, 'through', value === 'gateway' ? undefined : value))}
        />
      )}
      <div className="filter-bar">
        <TableSearch label={t('seamless.searchClient')} state={state} onState={setState} />
      </div>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('seamless.tab.clients')}
            columns={columns}
            rows={items}
            total={total}
            keyOf={keyOf}
            state={state}
            onState={setState}
            empty={
              search === undefined ? (
                <Empty
                  title={t(isWithGateways ? `seamless.noClients.${through}` : 'seamless.noClients.batches')}
                >
                  {t(`seamless.noClientsText.${through}`)}
                </Empty>
              ) : (
                <NoMatch onClear={() => setState(filtered(state, 'search', undefined))} />
              )
            }
          />
        )}
      </QueryView>
    </Panel>
  );
};

const keyOf = (client: SeamlessClient): string =>
  client.through === 'gateway'
    ? `${client.clientId} ${client.address}`
    : `${client.side} ${client.group ?? ''} ${client.clientId ?? ''} ${client.address}`;
