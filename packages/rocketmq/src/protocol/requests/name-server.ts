import { jsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';
import { RESPONSE } from '../response-codes.ts';
import { readClusterInfo, readTopicRoute } from '../route-data.ts';

/** Where a topic lies. The outcome TOPIC_NOT_EXIST is what a name server says of a topic without a route. */
export const GET_ROUTEINFO_BY_TOPIC = defineRequest('GET_ROUTEINFO_BY_TOPIC', {
  code: 105,
  to: 'name server',
  fields: { topic: 'string', acceptStandardJsonOnly: 'boolean?' },
  body: jsonBody(readTopicRoute),
  outcomes: [RESPONSE.TOPIC_NOT_EXIST],
});

/** The clusters and brokers that are registered. */
export const GET_BROKER_CLUSTER_INFO = defineRequest('GET_BROKER_CLUSTER_INFO', {
  code: 106,
  to: 'name server',
  body: jsonBody(readClusterInfo),
});
