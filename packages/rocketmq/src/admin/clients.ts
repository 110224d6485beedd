import { isCodedError } from '@mqferry/core';
import type { ClientConnection, ConsumerConnections, ProducerClient } from '../protocol/bodies/clients.ts';
import type { ConsumerRunningInfo } from '../protocol/bodies/consumer-running-info.ts';
import {
  GET_ALL_PRODUCER_INFO,
  GET_CONSUMER_CONNECTION_LIST,
  GET_PRODUCER_CONNECTION_LIST,
} from '../protocol/requests/connections.ts';
import { GET_CONSUMER_RUNNING_INFO } from '../protocol/requests/consumer.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';

/** A broker gives a client ten seconds to answer (`AdminBrokerProcessor.callConsumer`). */
const THROUGH_BROKER_MS = 12_000;

/**
 * The clients of a consumer group that are connected to the broker at `host:port`, or undefined when there are none.
 * A client is connected to every broker of the topics that it subscribes to. Throws as `ask` does.
 */
export const consumerConnections = async (
  admin: RocketmqAdmin,
  address: string,
  consumerGroup: string,
): Promise<ConsumerConnections | undefined> =>
  (await ask(admin, address, GET_CONSUMER_CONNECTION_LIST, { consumerGroup })).body;

/** The producers of a group that are connected to the broker at `host:port`. Throws as `ask` does. */
export const producerConnections = async (
  admin: RocketmqAdmin,
  address: string,
  producerGroup: string,
): Promise<readonly ClientConnection[]> => {
  try {
    return await askBody(admin, address, GET_PRODUCER_CONNECTION_LIST, { producerGroup });
  } catch (error) {
    const nobody =
      isCodedError(error, 'ROCKETMQ_SYSTEM_ERROR') && /not exist/.test(String(error.parameters.remark));
    if (nobody) return [];
    throw error;
  }
};

/**
 * All producers that are connected to the broker at `host:port`, by group; one without transactions says nothing of itself
 * but its messages, so that it is here only as long as it sends heartbeats. Throws ROCKETMQ_REQUEST_NOT_SUPPORTED before
 * 4.9.4, and as `ask` does.
 */
export const allProducers = (
  admin: RocketmqAdmin,
  address: string,
): Promise<ReadonlyMap<string, readonly ProducerClient[]>> =>
  askBody(admin, address, GET_ALL_PRODUCER_INFO, {});

/**
 * What a client of a consumer group says of itself, asked through the broker at `host:port`; with `threads` also the stacks
 * of its threads, which clients in Java have. Throws ROCKETMQ_SYSTEM_ERROR when it is not connected to that broker,
 * ROCKETMQ_CONSUME_MSG_TIMEOUT when it does not answer the broker, and as `ask` does.
 */
export const consumerRunningInfo = (
  admin: RocketmqAdmin,
  address: string,
  consumerGroup: string,
  clientId: string,
  threads = false,
): Promise<ConsumerRunningInfo> =>
  askBody(
    admin,
    address,
    GET_CONSUMER_RUNNING_INFO,
    { consumerGroup, clientId, jstackEnable: threads },
    { timeoutMs: THROUGH_BROKER_MS },
  );
