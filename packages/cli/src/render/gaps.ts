import { recordsLost, type SourceGap } from '@mqferry/replication';
import type { Texts } from '../texts/texts.ts';
import { grouped } from './numbers.ts';

/** A gap for the places of a text. */
export const gapPlaces = ({
  topic,
  partition,
  from,
  to,
}: SourceGap): Record<keyof SourceGap | 'records', string> => ({
  topic,
  partition: String(partition),
  from: grouped(from),
  to: grouped(to),
  records: grouped(recordsLost({ from, to })),
});

/** What was given up, and how much in all; empty when nothing was. */
export const gapLines = (gaps: readonly SourceGap[], t: Texts): string[] => {
  if (gaps.length === 0) return [];
  const records = grouped(gaps.reduce((sum, gap) => sum + recordsLost(gap), 0n));
  return [t('gaps.title', { records }), ...gaps.map((gap) => `  ${t('gaps.gap', gapPlaces(gap))}`)];
};
