import { pad, widthOf, wrap } from './width.ts';

/** One column of a table. Numbers stand to the right. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Lines of a table: a header and one line per row, columns two spaces apart, aligned for wide characters too. */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  styleHeader: (text: string) => string = (text) => text,
): string[] => {
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => pad(cells[index] ?? '', widths[index]!, align))
      .join('  ')
      .trimEnd();
  return [styleHeader(line(columns.map(({ title }) => title))), ...rows.map(line)];
};

const GAP = 2;
/** A column narrower than this is harder to read than lines that the terminal breaks. */
const LEAST = 24;

/** The same for a screen of so many columns: what the last column has no room for goes on below, under its title. */
export const wrappedTable = (
  screenColumns: number,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  styleHeader?: (text: string) => string,
): string[] => {
  const last = columns.length - 1;
  const before = columns
    .slice(0, last)
    .map(({ title }, index) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? ''))))
    .reduce((sum, width) => sum + width + GAP, 0);
  const room = Math.max(screenColumns - before, LEAST);
  const broken = rows.flatMap((row) =>
    (Number.isFinite(room) ? wrap(row[last] ?? '', room) : [row[last] ?? '']).map((line, index) =>
      index === 0 ? [...row.slice(0, last), line] : [...Array.from({ length: last }, () => ''), line],
    ),
  );
  return table(columns, broken, styleHeader);
};
