import { defineRequest } from '../request.ts';

/** Tells a broker who the client is, see `heartbeatBody`. A broker forgets a client two minutes after the last one. */
export const HEART_BEAT = defineRequest('HEART_BEAT', { code: 34, to: 'broker' });

/** Takes leave of a broker, which goes by the connection that it comes by and not by the id. */
export const UNREGISTER_CLIENT = defineRequest('UNREGISTER_CLIENT', {
  code: 35,
  to: 'broker',
  fields: { clientID: 'string', producerGroup: 'string?', consumerGroup: 'string?' },
});

/** Has a broker check a subscription that is no list of tags. */
export const CHECK_CLIENT_CONFIG = defineRequest('CHECK_CLIENT_CONFIG', { code: 46, to: 'broker' });
