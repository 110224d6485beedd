import { Checkbox, Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { usePhone } from '../layout/use-phone.ts';
import type { TableState } from '../url/table-state.ts';
import { Pager } from './pager.tsx';
import './resource-table.css';

/** A column of a table; on a phone, a line of each row's card, which is left out where it renders null. */
export interface Column<Row, Sort extends string = never> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** What the table is sorted by at its heading. */
  readonly sort?: Sort;
  readonly align?: 'right';
  readonly width?: number | string;
  /** On a phone it stands below its title, with the whole width for itself. */
  readonly wide?: boolean;
}

/** Which rows are chosen, by their keys. */
export interface Selection<Row> {
  readonly keys: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
  /** What is said of the box of a row. */
  readonly labelOf: (row: Row) => string;
  /** Whether a row can be chosen; each can when this is absent. */
  readonly isPossible?: (row: Row) => boolean;
}

export interface ResourceTableProps<Row, Sort extends string, Filter extends string> {
  /** What the table is of, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly total: number;
  readonly state: TableState<Sort, Filter>;
  readonly onState: (state: TableState<Sort, Filter>) => void;
  readonly empty: ReactNode;
  readonly selection?: Selection<Row>;
  /** More of a row, below it; undefined: there is no more. */
  readonly detail?: (row: Row) => ReactNode | undefined;
}

const ORDERS = { ascend: 'ascending', descend: 'descending' } as const;
/** Turned round with each click; there is no table without an order. */
const DIRECTIONS: ('ascend' | 'descend')[] = ['ascend', 'descend', 'ascend'];
const ARROWS = { ascending: 'ascend', descending: 'descend' } as const;

/** A list of things of which the service gives a part: a table, or cards on a phone. */
export const ResourceTable = <Row extends object, Sort extends string, Filter extends string>(
  props: ResourceTableProps<Row, Sort, Filter>,
) => {
  const { rows, total, state, onState, empty } = props;
  const phone = usePhone();
  if (total === 0) return empty;
  return (
    <div>
      {phone ? (
        <RowCards {...props} />
      ) : (
        <div className="resource-table">
          <RowTable {...props} />
        </div>
      )}
      <Pager shown={rows.length} total={total} state={state} onState={onState} />
    </div>
  );
};

const RowTable = <Row extends object, Sort extends string, Filter extends string>({
  label,
  columns,
  rows,
  keyOf,
  state,
  onState,
  selection,
  detail,
}: ResourceTableProps<Row, Sort, Filter>) => {
  const chosen: TableProps<Row>['rowSelection'] = selection && {
    selectedRowKeys: [...selection.keys],
    onChange: (keys) => selection.onChange(keys.map(String)),
    preserveSelectedRowKeys: true,
    getCheckboxProps: (row) =>
      ({
        'aria-label': selection.labelOf(row),
        disabled: !(selection.isPossible?.(row) ?? true),
      }) as object,
  };
  return (
    <Table<Row>
      aria-label={label}
      size="small"
      rowKey={keyOf}
      dataSource={[...rows]}
      pagination={false}
      showSorterTooltip={false}
      columns={columns.map(({ key, title, render, sort, align, width }) => ({
        key,
        title,
        render: (_: unknown, row: Row) => render(row),
        ...(align ? { align } : {}),
        ...(width === undefined ? {} : { width }),
        ...(sort === undefined
          ? {}
          : {
              sorter: true,
              sortDirections: DIRECTIONS,
              sortOrder: state.sort === sort ? ARROWS[state.order] : null,
            }),
      }))}
      onChange={(_page, _filters, sorted) => {
        if (Array.isArray(sorted)) return;
        const sort = columns.find(({ key }) => key === sorted.columnKey)?.sort;
        if (sort !== undefined && sorted.order) {
          onState({ ...state, page: 1, sort, order: ORDERS[sorted.order] });
        }
      }}
      {...(chosen ? { rowSelection: chosen } : {})}
      {...(detail && rows.some((row) => detail(row) !== undefined)
        ? { expandable: { expandedRowRender: detail, rowExpandable: (row) => detail(row) !== undefined } }
        : {})}
    />
  );
};

const RowCards = <Row extends object, Sort extends string, Filter extends string>({
  label,
  columns: [first, ...others],
  rows,
  keyOf,
  selection,
  detail,
}: ResourceTableProps<Row, Sort, Filter>) => (
  <ul className="resource-cards" aria-label={label}>
    {rows.map((row) => {
      const key = keyOf(row);
      return (
        <li key={key} className="resource-card">
          <div className="resource-card-head">
            {selection && (
              <Checkbox
                aria-label={selection.labelOf(row)}
                checked={selection.keys.includes(key)}
                disabled={!(selection.isPossible?.(row) ?? true)}
                onChange={({ target }) =>
                  selection.onChange(
                    target.checked ? [...selection.keys, key] : selection.keys.filter((each) => each !== key),
                  )
                }
              />
            )}
            <div className="break">{first!.render(row)}</div>
          </div>
          <dl>
            {others.map(({ key: name, title, render, wide }) => {
              const content = render(row);
              return (
                content !== null && (
                  <div key={name} {...(wide ? { className: 'resource-card-wide' } : {})}>
                    <dt>{title}</dt>
                    <dd>{content}</dd>
                  </div>
                )
              );
            })}
          </dl>
          {detail?.(row)}
        </li>
      );
    })}
  </ul>
);
