import { parseProperties } from '../properties.ts';
import { defineRequest } from '../request.ts';

/** Changes settings of a broker while it runs; the body is `propertiesBytes`. Names that it does not know are passed over. */
export const UPDATE_BROKER_CONFIG = defineRequest('UPDATE_BROKER_CONFIG', { code: 25, to: 'broker' });

/** All settings of a broker. */
export const GET_BROKER_CONFIG = defineRequest('GET_BROKER_CONFIG', {
  code: 26,
  to: 'broker',
  answer: { version: 'string?' },
  body: parseProperties,
});
