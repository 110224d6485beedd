import { isCodedError } from '@mqferry/core';
import { AUTH_LIST_USER, GET_BROKER_CLUSTER_ACL_INFO } from '../protocol/requests/acl.ts';
import { askAccessControl } from './ask-access-control.ts';
import { brokerConfig } from './configs.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';

/** Which access control a broker has; from 5.3.0 to 5.3.2 it can have both. */
export interface AccessControl {
  /** Accounts in files (until 5.3.2), and they are in force. */
  readonly accounts: boolean;
  /** Users and policies (from 5.3.0 on), whether in force or not. */
  readonly users: boolean;
}

const NOT_THERE: ReadonlySet<string> = new Set(['ROCKETMQ_REQUEST_NOT_SUPPORTED', 'ROCKETMQ_USERS_OFF']);

const isKnown = async (asked: Promise<unknown>): Promise<boolean> => {
  try {
    await asked;
    return true;
  } catch (error) {
    if (isCodedError(error) && NOT_THERE.has(error.code)) return false;
    throw error;
  }
};

/**
 * Which access control the broker at `host:port` has. Brokers of every release have the setting `aclEnable`, and one of
 * 4.x without access control never answers what is asked of its accounts, so that is not asked then.
 * Throws as `ask` does.
 */
export const accessControlOf = async (admin: RocketmqAdmin, address: string): Promise<AccessControl> => {
  const enabled = (await brokerConfig(admin, address)).get('aclEnable') === 'true';
  const accounts = enabled && (await isKnown(ask(admin, address, GET_BROKER_CLUSTER_ACL_INFO, {})));
  const users = await isKnown(askAccessControl(admin, address, AUTH_LIST_USER, { filter: '-' }));
  return { accounts, users };
};
