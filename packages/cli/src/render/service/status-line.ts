import type { Language } from '@mqferry/core';
import type { MigrationView } from '../../service/find.ts';
import type { Texts } from '../../texts/texts.ts';
import { durationText, grouped, rateText } from '../numbers.ts';
import type { Colors } from '../screen.ts';
import { fitParts, type Part } from '../status-line.ts';

/** A migration in one line, most urgent first: where its copy stands, what is wrong, lag, speed, what slows it. */
export const migrationStatusLine = (
  { migration, copy }: MigrationView,
  language: Language,
  t: Texts,
  colors: Colors,
  columns: number,
): string => {
  const { sentence, error, bytesPerSecond: limit, topics } = migration;
  const rates = copy.forward ?? copy.back;
  const isInStep = topics.total > 0 && topics.inStep === topics.total;
  const parts: (Part | false | null)[] = [
    { text: sentence.copy[language], style: isInStep ? colors.green : colors.bold },
    error !== null && { text: `[${error.code}]`, style: colors.red },
    copy.forward === null && copy.back !== null && { text: t('watch.back') },
    rates && rates.lag > 0n && { text: t('progress.lag', { lag: grouped(rates.lag) }) },
    rates && rates.bytesPerSecond !== null && { text: rateText(rates.bytesPerSecond) },
    rates &&
      rates.lag > 0n &&
      rates.lagMs !== null && { text: t('watch.behind', { duration: durationText(rates.lagMs / 1000, t) }) },
    rates?.throttledBy
      ? {
          text: t('progress.throttled', {
            reason: t(`progress.throttled.${rates.throttledBy}`, { rate: rateText(limit ?? 0) }),
          }),
          style: colors.yellow,
        }
      : null,
    rates && { text: t('watch.records', { records: grouped(rates.copiedRecords) }) },
    { text: sentence.verification[language], ...(topics.different > 0 ? { style: colors.red } : {}) },
    { text: sentence.traffic[language] },
    rates && rates.recoveries > 0 && { text: t('progress.recoveries', { count: grouped(rates.recoveries) }) },
  ];
  return fitParts(
    parts.filter((part) => part !== false && part !== null),
    columns,
  );
};
