import { readTextList, readTexts } from '../bodies/values.ts';
import { jsonBody } from '../body-value.ts';
import { parseProperties } from '../properties.ts';
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

/** Sets a value in the store of one name server; it is told to no other one. */
export const PUT_KV_CONFIG = defineRequest('PUT_KV_CONFIG', {
  code: 100,
  to: 'name server',
  fields: { namespace: 'string', key: 'string', value: 'string' },
});

/** A value of the store; the outcome QUERY_NOT_FOUND where there is none. */
export const GET_KV_CONFIG = defineRequest('GET_KV_CONFIG', {
  code: 101,
  to: 'name server',
  fields: { namespace: 'string', key: 'string' },
  answer: { value: 'string?' },
  outcomes: [RESPONSE.QUERY_NOT_FOUND],
});

/** Removes a value from the store of one name server. */
export const DELETE_KV_CONFIG = defineRequest('DELETE_KV_CONFIG', {
  code: 102,
  to: 'name server',
  fields: { namespace: 'string', key: 'string' },
});

/** All values of a namespace of the store; the outcome QUERY_NOT_FOUND where there are none. */
export const GET_KVLIST_BY_NAMESPACE = defineRequest('GET_KVLIST_BY_NAMESPACE', {
  code: 219,
  to: 'name server',
  fields: { namespace: 'string' },
  body: jsonBody((value) => readTexts(value.field('table'))),
  outcomes: [RESPONSE.QUERY_NOT_FOUND],
});

/** Takes the right to be written to from all topics in the routes of a broker, until it registers them anew. */
export const WIPE_WRITE_PERM_OF_BROKER = defineRequest('WIPE_WRITE_PERM_OF_BROKER', {
  code: 205,
  to: 'name server',
  fields: { brokerName: 'string' },
  answer: { wipeTopicCount: 'int32' },
});

/** Has all topics in the routes of a broker be read and written, whichever rights they had before. */
export const ADD_WRITE_PERM_OF_BROKER = defineRequest('ADD_WRITE_PERM_OF_BROKER', {
  code: 327,
  to: 'name server',
  known: { since: '4.9.2' },
  fields: { brokerName: 'string' },
  answer: { addTopicCount: 'int32' },
});

const readTopicNames = jsonBody((value) => readTextList(value.field('topicList')));

/** The names of all topics that have a route. */
export const GET_ALL_TOPIC_LIST_FROM_NAMESERVER = defineRequest('GET_ALL_TOPIC_LIST_FROM_NAMESERVER', {
  code: 206,
  to: 'name server',
  body: readTopicNames,
});

/** The names of all topics of a cluster. */
export const GET_TOPICS_BY_CLUSTER = defineRequest('GET_TOPICS_BY_CLUSTER', {
  code: 224,
  to: 'name server',
  fields: { cluster: 'string' },
  body: readTopicNames,
});

/** Names of topics that clusters have for themselves: those of clusters and brokers. */
export const GET_SYSTEM_TOPIC_LIST_FROM_NS = defineRequest('GET_SYSTEM_TOPIC_LIST_FROM_NS', {
  code: 304,
  to: 'name server',
  body: readTopicNames,
});

/** Forgets a topic, until a broker registers it anew; with a cluster only there. */
export const DELETE_TOPIC_IN_NAMESRV = defineRequest('DELETE_TOPIC_IN_NAMESRV', {
  code: 216,
  to: 'name server',
  fields: { topic: 'string', clusterName: 'string?' },
});

/** The settings of a name server. */
export const GET_NAMESRV_CONFIG = defineRequest('GET_NAMESRV_CONFIG', {
  code: 319,
  to: 'name server',
  body: parseProperties,
});
