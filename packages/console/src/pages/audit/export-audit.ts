import type { AuditEntry } from '../../api/types.ts';

export type ExportFormat = 'json' | 'csv';

const COLUMNS = ['id', 'at', 'who', 'address', 'action', 'subject', 'outcome', 'before', 'after'] as const;

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/u;

const cell = (value: AuditEntry[keyof AuditEntry]): string => {
  if (value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\n\r]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** Entries as a file (CSV by RFC 4180). */
export const textOf = (format: ExportFormat, entries: readonly AuditEntry[]): string => {
  if (format === 'json') return `${JSON.stringify(entries, undefined, 2)}\n`;
  const lines = entries.map((entry) => COLUMNS.map((name) => cell(entry[name])).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
};
