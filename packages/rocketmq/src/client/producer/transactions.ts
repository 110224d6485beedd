import { messageIdOf } from '../../message/ids/message-id.ts';
import { parseOffsetMessageId } from '../../message/ids/offset-message-id.ts';
import { PROPERTY } from '../../message/property-names.ts';
import type { StoredMessage } from '../../message/stored-message.ts';
import type { ClientCore } from '../core/client-core.ts';
import type { TransactionCheck } from '../core/members.ts';
import { clientErrors } from '../errors.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { SendResult } from './send-result.ts';
import { endTransaction, type TransactionOutcome } from './transaction-end.ts';

/** What became of a message that was sent in a transaction. */
export interface TransactionResult extends SendResult {
  readonly outcome: TransactionOutcome;
}

/** Says what became of the transaction of a half message, when a broker asks. */
export type TransactionChecker = (message: StoredMessage) => Promise<TransactionOutcome> | TransactionOutcome;

/** The message as a half message: it waits at the broker until it is known what became of its transaction. */
export const halfMessage = (message: OutgoingMessage, group: string): OutgoingMessage => {
  const { topic, delayLevel, delayMs, deliverAt } = message;
  if ([delayLevel, delayMs, deliverAt].some((delay) => delay !== undefined)) {
    throw clientErrors.ROCKETMQ_TRANSACTION_DELAYED({ topic });
  }
  const own = [
    [PROPERTY.transactionPrepared, 'true'],
    [PROPERTY.producerGroup, group],
  ] as const;
  const given = message.systemProperties ?? {};
  const entries = given instanceof Map ? [...given] : Object.entries(given);
  return { ...message, systemProperties: new Map([...entries, ...own]) };
};

/**
 * Tells the broker of a half message what became of its transaction. When this does not come there, the broker asks later;
 * so a failure is a problem and no error.
 */
export const settleTransaction = async (
  core: ClientCore,
  { topic, group }: { readonly topic: string; readonly group: string },
  sent: SendResult,
  outcome: TransactionOutcome,
): Promise<void> => {
  try {
    await endTransaction(core, await core.masterOf(core.wrapQueue(sent.queue)), {
      ...{ topic, group, outcome, checked: false },
      queueOffset: sent.queueOffset,
      commitLogOffset: parseOffsetMessageId(sent.offsetMessageId).commitLogOffset,
      messageId: sent.messageId,
      transactionId: sent.transactionId,
    });
  } catch (error) {
    core.problem(error as Error);
  }
};

/** Answers a broker that asks what became of a transaction. What `check` throws is a problem: the broker will ask again. */
export const answerCheck = async (
  core: ClientCore,
  group: string,
  check: TransactionChecker,
  { fields, message, broker }: TransactionCheck,
): Promise<void> => {
  let outcome: TransactionOutcome = 'unknown';
  try {
    outcome = await check(message);
  } catch (error) {
    core.problem(error as Error);
  }
  await endTransaction(core, broker, {
    ...{ topic: fields.topic ?? message.topic, group, outcome, checked: true },
    queueOffset: fields.tranStateTableOffset,
    commitLogOffset: fields.commitLogOffset,
    messageId: messageIdOf(message),
    transactionId: fields.transactionId,
  });
};
