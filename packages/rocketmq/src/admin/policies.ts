import type { SubjectPolicies } from '../protocol/bodies/users-and-policies.ts';
import { jsonBytes } from '../protocol/json-text.ts';
import {
  AUTH_CREATE_ACL,
  AUTH_DELETE_ACL,
  AUTH_GET_ACL,
  AUTH_LIST_ACL,
  AUTH_UPDATE_ACL,
} from '../protocol/requests/acl.ts';
import { askAccessControl } from './ask-access-control.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';

/** What all subjects may do at the broker at `host:port`. Throws ROCKETMQ_REQUEST_NOT_SUPPORTED before 5.3.0, ROCKETMQ_USERS_OFF, and as `ask` does. */
export const listPolicies = async (admin: RocketmqAdmin, address: string): Promise<SubjectPolicies[]> =>
  (await askAccessControl(admin, address, AUTH_LIST_ACL, {})).body ?? [];

/** What one subject may do, or undefined where nothing is said about it. Throws as `listPolicies` does. */
export const findPolicies = async (
  admin: RocketmqAdmin,
  address: string,
  subject: string,
): Promise<SubjectPolicies | undefined> =>
  (await askAccessControl(admin, address, AUTH_GET_ACL, { subject })).body;

/** Adds rules for a user that is there; of resources with a rule it is replaced. Throws ROCKETMQ_USER_NOT_EXIST, and as `listPolicies` does. */
export const createPolicies = async (
  admin: RocketmqAdmin,
  address: string,
  policies: SubjectPolicies,
): Promise<void> => {
  const { subject } = policies;
  await askAccessControl(admin, address, AUTH_CREATE_ACL, { subject }, { body: jsonBytes(policies) });
};

/** Changes rules; those of other resources stay. Throws ROCKETMQ_USER_NOT_EXIST, and as `listPolicies` does. */
export const updatePolicies = async (
  admin: RocketmqAdmin,
  address: string,
  policies: SubjectPolicies,
): Promise<void> => {
  const { subject } = policies;
  await askAccessControl(admin, address, AUTH_UPDATE_ACL, { subject }, { body: jsonBytes(policies) });
};

/** Deletes the rule of a subject for a resource, or all of them. Throws ROCKETMQ_POLICY_NOT_EXIST, ROCKETMQ_USER_NOT_EXIST, and as `listPolicies` does. */
export const deletePolicies = async (
  admin: RocketmqAdmin,
  address: string,
  subject: string,
  { policyType, resource }: { readonly policyType?: string; readonly resource?: string } = {},
): Promise<void> => {
  await askAccessControl(admin, address, AUTH_DELETE_ACL, { subject, policyType, resource });
};
