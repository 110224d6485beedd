import type { Language } from '@mqferry/core';
import type { DumpLogEntry } from '../../api/types.ts';
import type { Texts } from '../../texts/texts.ts';

interface Told {
  readonly code: string;
  readonly message: Readonly<Record<Language, string>>;
}

const isTold = (value: unknown): value is Told =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value ?? '');

const positionsText = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(({ partition, offset }) => `${String(partition)}:${String(offset)}`).join(', ')
    : '';

/** What happened, in a sentence. */
export const logText = ({ type, details }: DumpLogEntry, t: Texts, language: Language): string => {
  const { error, by, failed, partition, from, to, partitions, more, positions } = details;
  const reason = isTold(error) ? `${error.message[language]} [${error.code}]` : '';
  if (type === 'skipped' && more !== undefined) return t('dump.log.skippedMore', { more: textOf(more) });
  const places = {
    ...{ reason, by: textOf(by), failed: textOf(failed), partition: textOf(partition) },
    ...{ from: textOf(from), to: textOf(to), partitions: textOf(partitions) },
    positions: positionsText(positions),
  };
  return (t as (key: string, places: object) => string)(`dump.log.${type}`, places);
};
