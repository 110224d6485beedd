import { readSubscriptionGroupConfigs } from '../bodies/subscription-group-config.ts';
import { jsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';

/** Creates a group at a broker or changes it; the body is a `SubscriptionGroupConfig`. */
export const UPDATE_AND_CREATE_SUBSCRIPTIONGROUP = defineRequest('UPDATE_AND_CREATE_SUBSCRIPTIONGROUP', {
  code: 200,
  to: 'broker',
});

/** Creates or changes several groups at a broker; the body is `{groupConfigList}`. */
export const UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST = defineRequest(
  'UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST',
  { code: 225, to: 'broker', known: { since: '5.3.1' } },
);

/** All groups of a broker, in parts where it knows the header fields: see `GET_ALL_TOPIC_CONFIG`. */
export const GET_ALL_SUBSCRIPTIONGROUP_CONFIG = defineRequest('GET_ALL_SUBSCRIPTIONGROUP_CONFIG', {
  code: 201,
  to: 'broker',
  fields: { groupSeq: 'int32?', maxGroupNum: 'int32?', dataVersion: 'string?' },
  answer: { totalGroupNum: 'int32?' },
  body: jsonBody(readSubscriptionGroupConfigs),
});

/** Deletes a group at a broker. Whether its offsets go too is `removeOffset` in 4.x and `cleanOffset` in 5.x. */
export const DELETE_SUBSCRIPTIONGROUP = defineRequest('DELETE_SUBSCRIPTIONGROUP', {
  code: 207,
  to: 'broker',
  fields: { groupName: 'string', removeOffset: 'boolean', cleanOffset: 'boolean' },
});
