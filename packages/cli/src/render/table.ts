import { pad, widthOf } from './width.ts';

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
