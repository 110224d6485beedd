import { readConsumerOffsets } from '../bodies/offset-tables.ts';
import { jsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';

/** Where every group goes on, at a broker. */
export const GET_ALL_CONSUMER_OFFSET = defineRequest('GET_ALL_CONSUMER_OFFSET', {
  code: 43,
  to: 'broker',
  body: jsonBody(readConsumerOffsets),
});
