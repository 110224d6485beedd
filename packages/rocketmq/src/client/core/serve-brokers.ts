import type { Answer, RequestHandler } from '../../connection/remoting-connection.ts';
import { decodeMessages } from '../../message/decode-messages.ts';
import { PROPERTY } from '../../message/property-names.ts';
import type { RemotingCommand } from '../../protocol/command.ts';
import { decodeFields } from '../../protocol/fields.ts';
import {
  CONSUME_MESSAGE_DIRECTLY,
  GET_CONSUMER_RUNNING_INFO,
  GET_CONSUMER_STATUS_FROM_CLIENT,
  NOTIFY_CONSUMER_IDS_CHANGED,
  RESET_CONSUMER_CLIENT_OFFSET,
  readResetOffsets,
} from '../../protocol/requests/consumer.ts';
import { PUSH_REPLY_MESSAGE_TO_CLIENT } from '../../protocol/requests/messages.ts';
import { CHECK_TRANSACTION_STATE } from '../../protocol/requests/transactions.ts';
import { RESPONSE } from '../../protocol/response-codes.ts';
import { subscriptionData } from '../subscription.ts';
import { jsonText, keyedMapText } from './keyed-map.ts';
import type { ConsumerMember, ProducerMember } from './members.ts';
import type { Replies } from './replies.ts';
import { readReply } from './reply-message.ts';

/** Who answers to brokers. */
export interface BrokerService {
  readonly producers: ReadonlyMap<string, ProducerMember>;
  readonly consumers: ReadonlyMap<string, ConsumerMember>;
  readonly replies: Replies;
  /** `host:port;…`, for operators who look at a consumer. */
  readonly nameServers: string;
}

type Serve = (
  service: BrokerService,
  request: RemotingCommand,
  broker: string,
) => Promise<Answer | undefined>;

const success = (text: string): Answer => ({ code: RESPONSE.SUCCESS, body: Buffer.from(text) });

const noSuchGroup = (group: string): Answer => ({
  code: RESPONSE.SYSTEM_ERROR,
  remark: `The Consumer Group <${group}> not exist in this consumer`,
});

const checkTransaction: Serve = async ({ producers }, request, broker) => {
  const fields = decodeFields(CHECK_TRANSACTION_STATE.fields, request.fields);
  const [message] = decodeMessages(request.body);
  const group = message?.property(PROPERTY.producerGroup);
  if (message && group) await producers.get(group)?.checkTransaction({ fields, message, broker });
  return undefined;
};

const idsChanged: Serve = async ({ consumers }, request) => {
  const { consumerGroup } = decodeFields(NOTIFY_CONSUMER_IDS_CHANGED.fields, request.fields);
  consumers.get(consumerGroup)?.served?.membersChanged();
  return undefined;
};

const resetOffsets: Serve = async ({ consumers }, request) => {
  const { topic, group } = decodeFields(RESET_CONSUMER_CLIENT_OFFSET.fields, request.fields);
  await consumers.get(group)?.served?.resetOffsets(topic, readResetOffsets(request.body));
  return undefined;
};

const consumerStatus: Serve = async ({ consumers }, request) => {
  const { topic, group } = decodeFields(GET_CONSUMER_STATUS_FROM_CLIENT.fields, request.fields);
  const offsets = consumers.get(group)?.served?.offsets(topic) ?? [];
  const table = keyedMapText(offsets.map(({ offset, ...queue }) => [queue, offset]));
  return success(`{"messageQueueTable":${table}}`);
};

const runningInfo: Serve = async ({ consumers, nameServers }, request) => {
  const { consumerGroup } = decodeFields(GET_CONSUMER_RUNNING_INFO.fields, request.fields);
  const consumer = consumers.get(consumerGroup);
  if (consumer?.served === undefined) return noSuchGroup(consumerGroup);
  const { properties, queues } = consumer.served.runningInfo();
  const { consumeType, subscriptions } = consumer.describe();
  const described = {
    ...properties,
    PROP_NAMESERVER_ADDR: nameServers,
    PROP_CONSUME_TYPE: consumeType,
    PROP_CLIENT_VERSION: 'V5_5_0',
  };
  const table = keyedMapText(queues.map(({ queue, info }) => [queue, info]));
  return success(
    `{"mqTable":${table},"properties":${jsonText(described)},` +
      `"statusTable":{},"subscriptionSet":${jsonText(subscriptions.map(subscriptionData))}}`,
  );
};

const consumeDirectly: Serve = async ({ consumers }, request) => {
  const { consumerGroup, brokerName } = decodeFields(CONSUME_MESSAGE_DIRECTLY.fields, request.fields);
  const consumer = consumers.get(consumerGroup)?.served;
  const [message] = decodeMessages(request.body);
  if (consumer === undefined || message === undefined) return noSuchGroup(consumerGroup);
  return success(jsonText(await consumer.consumeDirectly(message, brokerName)));
};

const takeReply: Serve = async ({ replies }, request) => {
  const reply = readReply(decodeFields(PUSH_REPLY_MESSAGE_TO_CLIENT.fields, request.fields), request.body);
  replies.settle(reply);
  return { code: RESPONSE.SUCCESS };
};

const SERVED: ReadonlyMap<number, Serve> = new Map([
  [CHECK_TRANSACTION_STATE.code, checkTransaction],
  [NOTIFY_CONSUMER_IDS_CHANGED.code, idsChanged],
  [RESET_CONSUMER_CLIENT_OFFSET.code, resetOffsets],
  [GET_CONSUMER_STATUS_FROM_CLIENT.code, consumerStatus],
  [GET_CONSUMER_RUNNING_INFO.code, runningInfo],
  [CONSUME_MESSAGE_DIRECTLY.code, consumeDirectly],
  [PUSH_REPLY_MESSAGE_TO_CLIENT.code, takeReply],
]);

/** Answers what brokers ask their clients, as Java's `ClientRemotingProcessor` does. What fails is told to `onProblem` too. */
export const serveBrokers =
  (service: BrokerService, onProblem: (problem: Error) => void): RequestHandler =>
  async (request, { peer }) => {
    const serve = SERVED.get(request.code);
    if (serve === undefined) {
      const remark = `request type ${request.code} not supported`;
      return { code: RESPONSE.REQUEST_CODE_NOT_SUPPORTED, remark };
    }
    try {
      return await serve(service, request, peer);
    } catch (error) {
      onProblem(error as Error);
      return { code: RESPONSE.SYSTEM_ERROR, remark: (error as Error).message };
    }
  };
