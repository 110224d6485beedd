import {
  type OpenSocket,
  type OpenSocketOptions,
  openSocket as openSocketWith,
  type SocketAddress,
  type SocketErrors,
} from '@mqferry/core';
import { clientErrors } from './errors.ts';

/** Where a broker listens. */
export type BrokerAddress = SocketAddress;

const ERRORS: SocketErrors = {
  connectFailed: clientErrors.KAFKA_CONNECT_FAILED,
  notAllowed: clientErrors.KAFKA_NETWORK_NOT_ALLOWED,
  tlsFailed: clientErrors.KAFKA_TLS_FAILED,
  disconnected: clientErrors.KAFKA_DISCONNECTED,
};

/**
 * Opens a connection to a broker. Throws KAFKA_CONNECT_FAILED, KAFKA_NETWORK_NOT_ALLOWED, KAFKA_TLS_FAILED (with a
 * retriable cause when the broker only hung up or stayed silent), or the reason of `signal` when that aborts first.
 */
export const openSocket = (
  address: BrokerAddress,
  options: OpenSocketOptions,
  signal?: AbortSignal,
): Promise<OpenSocket> => openSocketWith(ERRORS, address, options, signal);
