import type { OpenTransaction, SourceTransaction } from '@mqferry/replication';
import type { Texts } from '../texts/texts.ts';
import { grouped, UNKNOWN } from './numbers.ts';

const SHOWN = 20;

/** Transactions that are open on the target, by name; empty when there are none. */
export const openTransactionLines = (open: readonly OpenTransaction[], t: Texts): string[] => {
  if (open.length === 0) return [];
  return [
    t('open.title', { count: grouped(open.length) }),
    ...open.slice(0, SHOWN).map(
      ({ topic, partition, from, producerId, transactionalId, since, state }) =>
        `  ${t('open.transaction', {
          ...{ topic, partition, from: grouped(from), producerId: String(producerId) },
          id: transactionalId ?? UNKNOWN,
          since: since === undefined ? UNKNOWN : new Date(Number(since)).toISOString(),
          state: t(`open.state.${state}`),
        })}`,
    ),
    ...(open.length > SHOWN ? [`  ${t('verify.more', { count: grouped(open.length - SHOWN) })}`] : []),
  ];
};

/** Transactions of the source under a title, by name; empty when there are none. */
export const sourceTransactionLines = (
  title: 'open.waiting' | 'open.waitedFor' | 'open.aborted',
  transactions: readonly SourceTransaction[],
  t: Texts,
): string[] => {
  if (transactions.length === 0) return [];
  return [
    t(title, { count: grouped(transactions.length) }),
    ...transactions.slice(0, SHOWN).map(({ topic, partition, from, producerId, transactionalId }) => {
      const who = { producerId: String(producerId), id: transactionalId ?? UNKNOWN };
      return `  ${t('open.atSource', { topic, partition, from: grouped(from), ...who })}`;
    }),
    ...(transactions.length > SHOWN
      ? [`  ${t('verify.more', { count: grouped(transactions.length - SHOWN) })}`]
      : []),
  ];
};
