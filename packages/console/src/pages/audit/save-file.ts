import type { ExportFormat } from './export-audit.ts';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json',
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  csv: 'text/csv;charset=utf-8',
};

/** Gives a file to the person at the browser. */
export const saveFile = (name: string, text: string, format: ExportFormat): void => {
  const url = URL.createObjectURL(
    new Blob([format === 'csv' ? '\uFEFF' : '', text], { type: TYPES[format] }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
