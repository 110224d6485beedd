import { readAccessConfig } from '../bodies/access-config.ts';
import { readSubjectPolicies, readUser } from '../bodies/users-and-policies.ts';
import { listOrEmpty } from '../bodies/values.ts';
import { jsonBody, optionalJsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';

/** Why an account was not changed: codes of 4.x that mean something else in 5.x. */
const ACCOUNT_NOT_CHANGED = 209;
const ACCOUNT_NOT_DELETED = 210;
const WHITE_ADDRESSES_NOT_CHANGED = 211;

/** The last release with accounts in files. */
const ACCOUNTS = { until: '5.3.2' };
/** The first release with users and policies. */
const USERS = { since: '5.3.0' };

/** Creates an account at a broker or changes it; what is left out stays. Lists are joined by commas. */
export const UPDATE_AND_CREATE_ACL_CONFIG = defineRequest('UPDATE_AND_CREATE_ACL_CONFIG', {
  code: 50,
  to: 'broker',
  known: ACCOUNTS,
  fields: {
    accessKey: 'string',
    secretKey: 'string?',
    whiteRemoteAddress: 'string?',
    admin: 'boolean',
    defaultTopicPerm: 'string?',
    defaultGroupPerm: 'string?',
    topicPerms: 'string?',
    groupPerms: 'string?',
  },
  outcomes: [ACCOUNT_NOT_CHANGED],
});

/** Deletes an account at a broker. */
export const DELETE_ACL_CONFIG = defineRequest('DELETE_ACL_CONFIG', {
  code: 51,
  to: 'broker',
  known: ACCOUNTS,
  fields: { accessKey: 'string' },
  outcomes: [ACCOUNT_NOT_DELETED],
});

/** Which state of its accounts a broker has. */
export const GET_BROKER_CLUSTER_ACL_INFO = defineRequest('GET_BROKER_CLUSTER_ACL_INFO', {
  code: 52,
  to: 'broker',
  known: ACCOUNTS,
  answer: { version: 'string', allAclFileVersion: 'string?', brokerName: 'string', clusterName: 'string' },
});

/** Sets the addresses from which nobody needs an account; joined by commas. */
export const UPDATE_GLOBAL_WHITE_ADDRS_CONFIG = defineRequest('UPDATE_GLOBAL_WHITE_ADDRS_CONFIG', {
  code: 53,
  to: 'broker',
  known: ACCOUNTS,
  // An empty path is for the file that the broker begins with.
  fields: { globalWhiteAddrs: 'string', aclFileFullPath: 'string' },
  outcomes: [WHITE_ADDRESSES_NOT_CHANGED],
});

/** All accounts of a broker, with their secret keys. */
export const GET_BROKER_CLUSTER_ACL_CONFIG = defineRequest('GET_BROKER_CLUSTER_ACL_CONFIG', {
  code: 54,
  to: 'broker',
  known: { until: '5.1.4' },
  body: jsonBody(readAccessConfig),
});

/** Creates a user at a broker; the body is a user. */
export const AUTH_CREATE_USER = defineRequest('AUTH_CREATE_USER', {
  code: 3001,
  to: 'broker',
  known: USERS,
  fields: { username: 'string' },
});

/** Changes a user at a broker; what the body leaves out stays. */
export const AUTH_UPDATE_USER = defineRequest('AUTH_UPDATE_USER', {
  code: 3002,
  to: 'broker',
  known: USERS,
  fields: { username: 'string' },
});

/** Deletes a user at a broker; one that is not there is no error. */
export const AUTH_DELETE_USER = defineRequest('AUTH_DELETE_USER', {
  code: 3003,
  to: 'broker',
  known: USERS,
  fields: { username: 'string' },
});

/** A user with its password; no body where there is none. */
export const AUTH_GET_USER = defineRequest('AUTH_GET_USER', {
  code: 3004,
  to: 'broker',
  known: USERS,
  fields: { username: 'string' },
  body: optionalJsonBody(readUser),
});

/** The users whose name has the filter in it, with their passwords. */
export const AUTH_LIST_USER = defineRequest('AUTH_LIST_USER', {
  code: 3005,
  to: 'broker',
  known: USERS,
  fields: { filter: 'string?' },
  body: optionalJsonBody((value) => listOrEmpty(value, readUser)),
});

/** Adds rules for a subject at a broker; the body is its policies. */
export const AUTH_CREATE_ACL = defineRequest('AUTH_CREATE_ACL', {
  code: 3006,
  to: 'broker',
  known: USERS,
  fields: { subject: 'string' },
});

/** Changes rules of a subject at a broker; those of other resources stay. */
export const AUTH_UPDATE_ACL = defineRequest('AUTH_UPDATE_ACL', {
  code: 3007,
  to: 'broker',
  known: USERS,
  fields: { subject: 'string' },
});

/** Deletes the rules of a subject for one resource, or all of them. */
export const AUTH_DELETE_ACL = defineRequest('AUTH_DELETE_ACL', {
  code: 3008,
  to: 'broker',
  known: USERS,
  fields: { subject: 'string', policyType: 'string?', resource: 'string?' },
});

/** What a subject may do; no body where nothing is said about it. */
export const AUTH_GET_ACL = defineRequest('AUTH_GET_ACL', {
  code: 3009,
  to: 'broker',
  known: USERS,
  fields: { subject: 'string' },
  body: optionalJsonBody(readSubjectPolicies),
});

/** What subjects may do whose name has the filter in it, or that may do something with such resources. */
export const AUTH_LIST_ACL = defineRequest('AUTH_LIST_ACL', {
  code: 3010,
  to: 'broker',
  known: USERS,
  fields: { subjectFilter: 'string?', resourceFilter: 'string?' },
  body: optionalJsonBody((value) => listOrEmpty(value, readSubjectPolicies)),
});
