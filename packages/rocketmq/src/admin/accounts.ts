import type { Hidden } from '@mqferry/core';
import type { CallResult } from '../connection/call.ts';
import type { AccessAccount, AccessConfig } from '../protocol/bodies/access-config.ts';
import type { FieldSpecs } from '../protocol/fields.ts';
import {
  DELETE_ACL_CONFIG,
  GET_BROKER_CLUSTER_ACL_CONFIG,
  UPDATE_AND_CREATE_ACL_CONFIG,
  UPDATE_GLOBAL_WHITE_ADDRS_CONFIG,
} from '../protocol/requests/acl.ts';
import { RESPONSE } from '../protocol/response-codes.ts';
import { brokerConfig } from './configs.ts';
import { adminErrors } from './errors.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';

/** Without access control a broker of 4.x reads accounts without ever answering, and fails to change them without a reason. */
const requireAccessControl = async (admin: RocketmqAdmin, address: string): Promise<void> => {
  const enabled = (await brokerConfig(admin, address)).get('aclEnable');
  if (enabled === 'false') throw adminErrors.ROCKETMQ_ACL_OFF({ broker: address });
};

/**
 * All accounts of the broker at `host:port`, with their secret keys. Whoever has an account may ask for them, and
 * change them: among the rights of administrators that 4.9.7 checks these are not (`Permission.ADMIN_CODE`). Throws ROCKETMQ_ACL_OFF, ROCKETMQ_REQUEST_NOT_SUPPORTED
 * from 5.2.0 on (until 5.3.2 there are accounts, but only in the file plain_acl.yml), and as `ask` does.
 */
export const accessConfig = async (admin: RocketmqAdmin, address: string): Promise<AccessConfig> => {
  await requireAccessControl(admin, address);
  return askBody(admin, address, GET_BROKER_CLUSTER_ACL_CONFIG, {});
};

const requireChange = (broker: string, { code, remark }: CallResult<FieldSpecs, unknown>): void => {
  if (code === RESPONSE.SUCCESS) return;
  throw adminErrors.ROCKETMQ_ACCOUNT_REFUSED({ broker, reason: remark ?? `code ${code}` });
};

/** An empty list cannot be told: the broker would look for an entry in it. */
const listed = (entries: readonly string[]): string | undefined =>
  entries.length > 0 ? entries.join(',') : undefined;

/** What an account shall be; its secret key is needed also to change something else of it. */
export interface AccountToPut extends AccessAccount {
  readonly secretKey: Hidden;
}

/**
 * Creates an account at the broker at `host:port`, or changes it: what is undefined, and a list without entries, leaves
 * what was there; other lists replace it. The broker writes its plain_acl.yml anew. Throws ROCKETMQ_ACL_OFF, ROCKETMQ_ACCOUNT_REFUSED, and as
 * `ask` does.
 */
export const putAccount = async (
  admin: RocketmqAdmin,
  address: string,
  account: AccountToPut,
): Promise<void> => {
  await requireAccessControl(admin, address);
  const { accessKey, secretKey, whiteRemoteAddress, defaultTopicPerm, defaultGroupPerm } = account;
  const answer = await ask(admin, address, UPDATE_AND_CREATE_ACL_CONFIG, {
    ...{ accessKey, secretKey: secretKey.reveal(), whiteRemoteAddress, admin: account.admin },
    ...{ defaultTopicPerm, defaultGroupPerm },
    topicPerms: listed(account.topicPerms),
    groupPerms: listed(account.groupPerms),
  });
  requireChange(address, answer);
};

/** Deletes an account at the broker at `host:port`. Throws ROCKETMQ_ACL_OFF, ROCKETMQ_ACCOUNT_REFUSED where it is not there, and as `ask` does. */
export const deleteAccount = async (
  admin: RocketmqAdmin,
  address: string,
  accessKey: string,
): Promise<void> => {
  await requireAccessControl(admin, address);
  requireChange(address, await ask(admin, address, DELETE_ACL_CONFIG, { accessKey }));
};

/** Sets the addresses from which nobody needs an account. Throws ROCKETMQ_ACL_OFF, ROCKETMQ_ACCOUNT_REFUSED, and as `ask` does. */
export const setGlobalWhiteAddresses = async (
  admin: RocketmqAdmin,
  address: string,
  addresses: readonly string[],
): Promise<void> => {
  await requireAccessControl(admin, address);
  const fields = { globalWhiteAddrs: addresses.join(','), aclFileFullPath: '' };
  requireChange(address, await ask(admin, address, UPDATE_GLOBAL_WHITE_ADDRS_CONFIG, fields));
};
