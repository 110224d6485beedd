import { saveText } from '../../parts/save-text.ts';
import type { ExportFormat } from './export-audit.ts';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json',
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  csv: 'text/csv;charset=utf-8',
};

/** Gives a file to the person at the browser. */
export const saveFile = (name: string, text: string, format: ExportFormat): void =>
  saveText(name, `${format === 'csv' ? '\uFEFF' : ''}${text}`, TYPES[format]);
