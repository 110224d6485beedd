import { readConsumerConnections, readProducerConnections, readProducers } from '../bodies/clients.ts';
import { jsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';
import { RESPONSE } from '../response-codes.ts';

/** The clients of a consumer group that are connected to a broker; the outcome CONSUMER_NOT_ONLINE where there are none. */
export const GET_CONSUMER_CONNECTION_LIST = defineRequest('GET_CONSUMER_CONNECTION_LIST', {
  code: 203,
  to: 'broker',
  fields: { consumerGroup: 'string' },
  body: jsonBody(readConsumerConnections),
  outcomes: [RESPONSE.CONSUMER_NOT_ONLINE],
});

/** The producers of a group that are connected to a broker; it answers SYSTEM_ERROR where there are none. */
export const GET_PRODUCER_CONNECTION_LIST = defineRequest('GET_PRODUCER_CONNECTION_LIST', {
  code: 204,
  to: 'broker',
  fields: { producerGroup: 'string' },
  body: jsonBody(readProducerConnections),
});

/** All producers that are connected to a broker. */
export const GET_ALL_PRODUCER_INFO = defineRequest('GET_ALL_PRODUCER_INFO', {
  code: 328,
  to: 'broker',
  known: { since: '4.9.4' },
  body: jsonBody(readProducers),
});
