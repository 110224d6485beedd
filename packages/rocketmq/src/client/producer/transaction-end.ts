import { tell } from '../../connection/call.ts';
import { withTransactionState } from '../../message/sys-flag.ts';
import { END_TRANSACTION } from '../../protocol/requests/transactions.ts';
import type { ClientCore } from '../core/client-core.ts';

/** What became of a transaction. While it is unknown, brokers go on asking. */
export type TransactionOutcome = 'commit' | 'rollback' | 'unknown';

const FLAGS: Readonly<Record<TransactionOutcome, number>> = {
  commit: withTransactionState(0, 'committed'),
  rollback: withTransactionState(0, 'rolled back'),
  unknown: 0,
};

/** Which transaction has ended, and how. */
export interface TransactionEnd {
  readonly topic: string | undefined;
  readonly group: string;
  readonly queueOffset: bigint;
  readonly commitLogOffset: bigint;
  readonly messageId: string;
  readonly transactionId: string | undefined;
  readonly outcome: TransactionOutcome;
  /** Whether the broker has asked. */
  readonly checked: boolean;
}

/** Tells the broker with a half message what became of its transaction; no answer is waited for, as in Java. */
export const endTransaction = async (
  core: ClientCore,
  broker: string,
  end: TransactionEnd,
): Promise<void> => {
  tell(await core.connect(broker), END_TRANSACTION, {
    topic: end.topic,
    producerGroup: end.group,
    tranStateTableOffset: end.queueOffset,
    commitLogOffset: end.commitLogOffset,
    commitOrRollback: FLAGS[end.outcome],
    fromTransactionCheck: end.checked,
    msgId: end.messageId,
    transactionId: end.transactionId,
  });
};
