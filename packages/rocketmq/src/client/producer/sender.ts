import { call, tell } from '../../connection/call.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import {
  SEND_BATCH_MESSAGE,
  SEND_MESSAGE_V2,
  SEND_REPLY_MESSAGE_V2,
} from '../../protocol/requests/messages.ts';
import type { ClientCore } from '../core/client-core.ts';
import type { PreparedMessage } from './prepared-message.ts';
import { type SendResult, sendStatusOf } from './send-result.ts';

const REQUESTS = {
  message: SEND_MESSAGE_V2,
  batch: SEND_BATCH_MESSAGE,
  reply: SEND_REPLY_MESSAGE_V2,
} as const;

const fieldsFor = ({ fields, batchKey }: PreparedMessage, queue: MessageQueue, isFive: boolean) => {
  const { brokerName: n, queueId: e } = queue;
  const addressed = { ...fields, e, n };
  return batchKey && isFive ? { ...addressed, i: (fields.i ?? '') + batchKey } : addressed;
};

const connectionFor = async (core: ClientCore, queue: MessageQueue) => {
  const address = core.sendingAddress(await core.masterOf(queue));
  return core.readyConnection(address) ?? (await core.connect(address));
};

/**
 * Sends a message to a queue, which is named as brokers know it. Throws the errors of the broker, of the connection, and
 * ROCKETMQ_BROKER_UNKNOWN.
 */
export const sendTo = async (
  core: ClientCore,
  message: PreparedMessage,
  queue: MessageQueue,
  timeoutMs: number,
): Promise<SendResult> => {
  const { body, messageId } = message;
  const connection = await connectionFor(core, queue);
  const request = REQUESTS[message.kind];
  const fields = fieldsFor(message, queue, core.isFive(connection));
  const answer = await call(connection, request, fields, { body, timeoutMs });
  const { msgId, queueId, queueOffset, transactionId, batchUniqId, recallHandle } = answer.fields;
  return {
    status: sendStatusOf(answer.code),
    messageId: batchUniqId || messageId,
    offsetMessageId: msgId,
    queue: core.unwrapQueue({ ...queue, queueId }),
    queueOffset,
    transactionId: transactionId || undefined,
    recallHandle: recallHandle || undefined,
  };
};

/** Sends a message to a queue and waits for nothing. Throws the errors of the connection, and ROCKETMQ_BROKER_UNKNOWN. */
export const tellTo = async (
  core: ClientCore,
  message: PreparedMessage,
  queue: MessageQueue,
): Promise<void> => {
  const connection = await connectionFor(core, queue);
  const fields = fieldsFor(message, queue, core.isFive(connection));
  tell(connection, REQUESTS[message.kind], fields, message.body);
};
