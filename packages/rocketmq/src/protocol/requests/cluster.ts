import { readTextList, readTexts } from '../bodies/values.ts';
import { jsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';
import { RESPONSE } from '../response-codes.ts';

/**
 * What a broker is doing, by name: `bootTimestamp`, `putTps` and many more. For some seconds after its start it answers
 * SYSTEM_ERROR, for it has not taken the first sample yet (`StoreStatsService`).
 */
export const GET_BROKER_RUNTIME_INFO = defineRequest('GET_BROKER_RUNTIME_INFO', {
  code: 28,
  to: 'broker',
  body: jsonBody((value) => readTexts(value.field('table'))),
  outcomes: [RESPONSE.SYSTEM_ERROR],
});

/** Names of topics that a broker has for itself. */
export const GET_SYSTEM_TOPIC_LIST_FROM_BROKER = defineRequest('GET_SYSTEM_TOPIC_LIST_FROM_BROKER', {
  code: 305,
  to: 'broker',
  body: jsonBody((value) => readTextList(value.field('topicList'))),
});
