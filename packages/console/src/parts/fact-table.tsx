import type { ReactNode } from 'react';
import './fact-table.css';

/** A column of facts. */
export interface FactColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  readonly align?: 'right';
}

export interface FactTableProps<Row> {
  /** What the table is of, for screen readers. */
  readonly label: string;
  /** The first one names the row. */
  readonly columns: readonly FactColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

const classOf = ({ align }: { readonly align?: 'right' }) => (align ? { className: 'fact-right' } : {});

/** All of a few facts at once, in their order; what does not fit beside each other is scrolled to. */
export const FactTable = <Row,>({ label, columns, rows, keyOf }: FactTableProps<Row>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
  <section className="fact-table" tabIndex={0} aria-label={label}>
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" {...classOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row">
                  {column.render(row)}
                </th>
              ) : (
                <td key={column.key} {...classOf(column)}>
                  {column.render(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
