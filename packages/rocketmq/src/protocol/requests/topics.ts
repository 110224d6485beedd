import { readTopicConfig, readTopicConfigs } from '../bodies/topic-config.ts';
import { readTopicStats } from '../bodies/topic-stats.ts';
import { readTextList } from '../bodies/values.ts';
import { jsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';
import { RESPONSE } from '../response-codes.ts';

/** Creates a topic at a broker or changes it. */
export const UPDATE_AND_CREATE_TOPIC = defineRequest('UPDATE_AND_CREATE_TOPIC', {
  code: 17,
  to: 'broker',
  fields: {
    topic: 'string',
    defaultTopic: 'string',
    readQueueNums: 'int32',
    writeQueueNums: 'int32',
    perm: 'int32',
    topicFilterType: 'string',
    topicSysFlag: 'int32?',
    order: 'boolean',
    // `+name=value` to set, `-name` to remove, joined by commas; from 5.0 on.
    attributes: 'string?',
  },
});

/**
 * Creates or changes several topics at a broker; the body is `{topicConfigList}`. When one of them is there already and
 * would stay as it is, a broker of 5.5.0 answers SUCCESS and does nothing for the others either.
 */
export const UPDATE_AND_CREATE_TOPIC_LIST = defineRequest('UPDATE_AND_CREATE_TOPIC_LIST', {
  code: 18,
  to: 'broker',
  known: { since: '5.3.0' },
});

/**
 * All topics of a broker. Releases that know the header fields tell at most as many as are asked for, from the given one
 * on in the order of their names; as long as `dataVersion` is that of the answer before.
 */
export const GET_ALL_TOPIC_CONFIG = defineRequest('GET_ALL_TOPIC_CONFIG', {
  code: 21,
  to: 'broker',
  fields: { topicSeq: 'int32?', maxTopicNum: 'int32?', dataVersion: 'string?' },
  answer: { totalTopicNum: 'int32?' },
  body: jsonBody(readTopicConfigs),
});

/** One topic of a broker. */
export const GET_TOPIC_CONFIG = defineRequest('GET_TOPIC_CONFIG', {
  code: 351,
  to: 'broker',
  known: { since: '5.0.0' },
  fields: { topic: 'string' },
  body: jsonBody(readTopicConfig),
  outcomes: [RESPONSE.TOPIC_NOT_EXIST],
});

/** The offsets of a topic's queues at a broker. */
export const GET_TOPIC_STATS_INFO = defineRequest('GET_TOPIC_STATS_INFO', {
  code: 202,
  to: 'broker',
  fields: { topic: 'string' },
  body: jsonBody(readTopicStats),
  outcomes: [RESPONSE.TOPIC_NOT_EXIST],
});

/** The groups that consume a topic at a broker, or did. */
export const QUERY_TOPIC_CONSUME_BY_WHO = defineRequest('QUERY_TOPIC_CONSUME_BY_WHO', {
  code: 300,
  to: 'broker',
  fields: { topic: 'string' },
  body: jsonBody((value) => readTextList(value.field('groupList'))),
});

/** Deletes a topic and its messages at a broker. */
export const DELETE_TOPIC_IN_BROKER = defineRequest('DELETE_TOPIC_IN_BROKER', {
  code: 215,
  to: 'broker',
  fields: { topic: 'string' },
});
