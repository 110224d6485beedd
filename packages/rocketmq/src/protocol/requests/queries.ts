import { defineRequest, rawBody } from '../request.ts';
import { RESPONSE } from '../response-codes.ts';

/**
 * Messages that the index of a broker has for a key, or whose keys have the same hash, from the newest on; the body has
 * them one behind the other. The outcome QUERY_NOT_FOUND is that there are none.
 */
export const QUERY_MESSAGE = defineRequest('QUERY_MESSAGE', {
  code: 12,
  to: 'broker',
  fields: {
    topic: 'string',
    key: 'string',
    /** At most; brokers have a limit of their own besides (`maxMsgsNumBatch`). */
    maxNum: 'int32',
    /** When they were stored, in milliseconds since 1970. */
    beginTimestamp: 'int64',
    endTimestamp: 'int64',
    /** Whether the key is the id that the producer gave the message. */
    _UNIQUE_KEY_QUERY: 'boolean?',
  },
  unsigned: ['_UNIQUE_KEY_QUERY'],
  answer: { indexLastUpdateTimestamp: 'int64?', indexLastUpdatePhyoffset: 'int64?' },
  body: rawBody,
  outcomes: [RESPONSE.QUERY_NOT_FOUND],
});
