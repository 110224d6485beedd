import type { Language } from '@mqferry/core';
import type { MigrationEvent, PartitionStatus } from '@mqferry/replication';
import { textsOf } from '../texts/texts.ts';
import { gapPlaces } from './gaps.ts';
import { namesText } from './names.ts';
import { openTransactionLines } from './open-transactions.ts';
import type { Colors } from './screen.ts';

/**
 * One line for what an operator wants to see while it happens; undefined for steps that the plan and the report
 * tell together. A stopped partition's error is taken from its status, which has it in both languages.
 */
export const eventLine = (
  event: MigrationEvent,
  partitions: readonly PartitionStatus[],
  language: Language,
  colors: Colors,
): string | undefined => {
  const t = textsOf(language);
  switch (event.type) {
    case 'topic-created':
      return t('event.topic-created', { topic: event.topic, partitions: event.partitions });
    case 'gap-accepted':
      return colors.yellow(t('event.gap-accepted', gapPlaces(event)));
    case 'topic-found':
      return t('event.topic-found', event);
    case 'topic-refused':
      return colors.red(
        t('event.topic-refused', { ...event, text: event.error.text(language), code: event.error.code }),
      );
    case 'partitions-added':
      return t('event.partitions-added', event);
    case 'groups-found':
      return t('event.groups-found', { groups: namesText(event.groups, t) });
    case 'topics-paused': {
      const paused = t('event.topics-paused', { topics: namesText(event.topics, t) });
      return [paused, ...openTransactionLines(event.openTransactions ?? [], t)].join('\n');
    }
    case 'topics-resumed':
      return t('event.topics-resumed', { topics: namesText(event.topics, t) });
    case 'topics-removed':
      return t('event.topics-removed', { topics: namesText(event.topics, t) });
    case 'partitions-taken':
      return t('event.partitions-taken', { partitions: namesText(event.partitions, t) });
    case 'partitions-given-up':
      return event.lost
        ? colors.yellow(t('event.partitions-lost', { partitions: namesText(event.partitions, t) }))
        : t('event.partitions-given-up', { partitions: namesText(event.partitions, t) });
    case 'partition-differs': {
      const { offset, kind } = event.differences[0]!;
      return colors.red(t('event.partition-differs', { ...event, offset, kind: t(`verify.kind.${kind}`) }));
    }
    case 'partition-unverifiable': {
      const { error } = event;
      return colors.red(
        t('event.partition-unverifiable', { ...event, text: error.text(language), code: error.code }),
      );
    }
    case 'partition-recovering':
      return colors.yellow(t('event.partition-recovering', event));
    case 'partition-stopped': {
      const error = partitions.find((p) => p.topic === event.topic && p.partition === event.partition)?.error;
      const text = error?.text(language) ?? event.message;
      return colors.red(t('event.partition-stopped', { ...event, text }));
    }
    default:
      return undefined;
  }
};
