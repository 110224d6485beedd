import type { ReactNode } from 'react';
import { usePhone } from '../layout/use-phone.ts';
import './fact-table.css';
import './resource-table.css';

/** A column of facts; on a phone, a line of each row's card. */
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

/** All of a few facts at once, in their order: a table, or cards on a phone. */
export const FactTable = <Row,>(props: FactTableProps<Row>) => {
  const phone = usePhone();
  return phone ? <FactCards {...props} /> : <FactRows {...props} />;
};

const FactRows = <Row,>({ label, columns, rows, keyOf }: FactTableProps<Row>) => (
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

const FactCards = <Row,>({ label, columns: [first, ...others], rows, keyOf }: FactTableProps<Row>) => (
  <ul className="resource-cards" aria-label={label}>
    {rows.map((row) => (
      <li key={keyOf(row)} className="resource-card">
        <div className="resource-card-head">
          <div className="break">{first!.render(row)}</div>
        </div>
        <dl>
          {others.map(({ key, title, render }) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>{render(row)}</dd>
            </div>
          ))}
        </dl>
      </li>
    ))}
  </ul>
);
