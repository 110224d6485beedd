import { randomUUID } from 'node:crypto';
import { messageIdOf } from '../../message/ids/message-id.ts';
import { PROPERTY } from '../../message/property-names.ts';
import type { StoredMessage } from '../../message/stored-message.ts';
import { replyTopic } from '../../names/topic-names.ts';
import { clientErrors } from '../errors.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

/** A message as a request, to which somebody replies (`DefaultMQProducerImpl.prepareSendRequest`). */
export const requestMessage = (
  message: OutgoingMessage,
  clientId: string,
  timeoutMs: number,
): { readonly correlationId: string; readonly message: OutgoingMessage } => {
  const correlationId = randomUUID();
  const systemProperties = {
    [PROPERTY.correlationId]: correlationId,
    [PROPERTY.replyToClient]: clientId,
    [PROPERTY.timeToLive]: String(timeoutMs),
  };
  return { correlationId, message: { ...message, systemProperties } };
};

const CARRIED_OVER = [PROPERTY.correlationId, PROPERTY.replyToClient, PROPERTY.timeToLive] as const;

/**
 * The reply to a request that was consumed (`MessageUtil.createReplyMessage`). Throws ROCKETMQ_NOT_A_REQUEST for a message
 * that is none.
 */
export const replyMessage = (
  request: StoredMessage,
  { topic: _, ...reply }: Omit<OutgoingMessage, 'topic'> & { readonly topic?: undefined },
): OutgoingMessage => {
  const required = (name: string): string => {
    const value = request.property(name);
    if (value === undefined) throw clientErrors.ROCKETMQ_NOT_A_REQUEST({ id: messageIdOf(request), name });
    return value;
  };
  const carried = CARRIED_OVER.map((name) => [name, required(name)] as const);
  return {
    ...reply,
    topic: replyTopic(required(PROPERTY.cluster)),
    systemProperties: new Map([...carried, [PROPERTY.messageType, 'reply']]),
  };
};
