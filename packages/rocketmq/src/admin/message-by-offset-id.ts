import { addressText, isCodedError } from '@mqferry/core';
import { decodeMessages } from '../message/decode-messages.ts';
import { parseOffsetMessageId } from '../message/ids/offset-message-id.ts';
import { VIEW_MESSAGE_BY_ID } from '../protocol/requests/messages.ts';
import { brokersOf } from './brokers.ts';
import { adminErrors } from './errors.ts';
import type { FoundMessage } from './found-messages.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';

const isMissing = (error: unknown): boolean =>
  isCodedError(error, 'ROCKETMQ_SYSTEM_ERROR') &&
  /can not find message/.test(String(error.parameters.remark));

/**
 * The message that a broker's id (offsetMsgId) stands for, or undefined when it is not there any more. The id has the
 * address of the broker in it; none is asked but those that are registered. `topic` is for brokers of 5.x that let this
 * client read that topic only. Throws ROCKETMQ_MESSAGE_ID_MALFORMED, ROCKETMQ_MESSAGE_HOST_UNKNOWN, ROCKETMQ_MESSAGE_MALFORMED
 * where the id leads to no message, and as `ask` does.
 */
export const messageByOffsetId = async (
  admin: RocketmqAdmin,
  id: string,
  topic?: string,
): Promise<FoundMessage | undefined> => {
  const { storeHost, commitLogOffset: offset } = parseOffsetMessageId(id);
  const host = addressText(storeHost);
  const broker = brokersOf(await admin.nameServers.clusterInfo()).find(({ address }) => address === host);
  if (broker === undefined) throw adminErrors.ROCKETMQ_MESSAGE_HOST_UNKNOWN({ id, host });
  try {
    const { body } = await ask(admin, broker.address, VIEW_MESSAGE_BY_ID, { topic, offset });
    const [message] = decodeMessages(body!, { keepInnerBatches: true });
    return message && { broker, message };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};
