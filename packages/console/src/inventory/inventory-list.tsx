import type { Told } from '@mqferry/api';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { InventoryProblem } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { Panel } from '../parts/panel.tsx';
import { QueryView } from '../parts/query-view.tsx';
import { type Column, ResourceTable } from '../parts/resource-table.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { type TableState, unfiltered } from '../url/table-state.ts';
import { type Seen, SeenLine, SeenProblems } from './seen-line.tsx';

interface ListPage<Row> extends Seen {
  readonly problems: readonly InventoryProblem[];
  readonly warnings?: readonly Told[];
  readonly items: readonly Row[];
  /** Null: not known. */
  readonly total: number | null;
}

export interface InventoryListProps<Row, Sort extends string, Filter extends string> {
  readonly clusterId: string;
  readonly label: string;
  readonly query: UseQueryResult<ListPage<Row>>;
  readonly columns: readonly Column<Row, Sort>[];
  readonly keyOf: (row: Row) => string;
  readonly state: TableState<Sort, Filter>;
  readonly onState: (state: TableState<Sort, Filter>) => void;
  /** Fields of the filter bar. */
  readonly filters: ReactNode;
  /** What stands there where the cluster has none. */
  readonly none: ReactNode;
  readonly detail?: (row: Row) => ReactNode | undefined;
}

/** A list of what a cluster is made of, with its age, and what could not be read of it. */
export const InventoryList = <Row extends object, Sort extends string, Filter extends string>({
  clusterId,
  query,
  filters,
  none,
  ...table
}: InventoryListProps<Row, Sort, Filter>) => {
  const { state, onState } = table;
  return (
    <Panel flush>
      <div className="filter-bar">
        {filters}
        {query.data && <SeenLine clusterIds={[clusterId]} seen={query.data} />}
      </div>
      <QueryView query={query}>
        {({ items, total, problems, warnings = [] }) => (
          <>
            <SeenProblems problems={problems} warnings={warnings} />
            {total === null ? (
              <NotRead problems={problems} />
            ) : (
              <ResourceTable
                {...table}
                rows={items}
                total={total}
                empty={
                  Object.keys(state.filters).length === 0 ? (
                    none
                  ) : (
                    <NoMatch onClear={() => onState(unfiltered(state))} />
                  )
                }
              />
            )}
          </>
        )}
      </QueryView>
    </Panel>
  );
};

/** What stands where no row fits the filters. */
export const NoMatch = ({ onClear }: { readonly onClear: () => void }) => {
  const { t } = useTexts();
  return (
    <Empty title={t('table.noMatch')} action={<Button onClick={onClear}>{t('table.clearFilters')}</Button>} />
  );
};

/** What stands where nothing is known: that is not the same as that there is nothing. */
const NotRead = ({ problems }: { readonly problems: readonly InventoryProblem[] }) => {
  const { t } = useTexts();
  const failed = problems.some(({ problem }) => problem.code !== 'INVENTORY_NOT_READ_YET');
  return <Empty title={t('seen.unknownTitle')}>{t(failed ? 'seen.failedText' : 'seen.readingText')}</Empty>;
};
