import { onTestFinished } from 'vitest';
import type { ConnectionConfig } from '../../src/client/connection-config.ts';
import { KafkaClient, type KafkaClientOptions } from '../../src/client/kafka-client.ts';
import type { BrokerAddress } from '../../src/client/open-socket.ts';

const QUICK: Partial<ConnectionConfig> = {
  retryBackoffMs: 1,
  retryBackoffMaxMs: 20,
  reconnectBackoffMs: 1,
  reconnectBackoffMaxMs: 20,
};

/** A client that waits little between tries; it is closed with the test. */
export const clientOf = (
  bootstrap: readonly BrokerAddress[],
  options: KafkaClientOptions = {},
  config: Partial<ConnectionConfig> = {},
): KafkaClient => {
  const client = new KafkaClient({ bootstrap, ...QUICK, ...config }, options);
  onTestFinished(() => client.close());
  return client;
};
