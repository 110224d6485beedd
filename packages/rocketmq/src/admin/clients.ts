import { isCodedError } from '@mqferry/core';
import type { ClientConnection, ConsumerConnections, ProducerClient } from '../protocol/bodies/clients.ts';
import {
  GET_ALL_PRODUCER_INFO,
  GET_CONSUMER_CONNECTION_LIST,
  GET_PRODUCER_CONNECTION_LIST,
} from '../protocol/requests/connections.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';

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
