import type { AclUser } from '../protocol/bodies/users-and-policies.ts';
import { jsonBytes } from '../protocol/json-text.ts';
import {
  AUTH_CREATE_USER,
  AUTH_DELETE_USER,
  AUTH_GET_USER,
  AUTH_LIST_USER,
  AUTH_UPDATE_USER,
} from '../protocol/requests/acl.ts';
import { askAccessControl } from './ask-access-control.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';

/** All users of the broker at `host:port`, with their passwords. Throws ROCKETMQ_REQUEST_NOT_SUPPORTED before 5.3.0, ROCKETMQ_USERS_OFF, and as `ask` does. */
export const listUsers = async (admin: RocketmqAdmin, address: string): Promise<AclUser[]> =>
  (await askAccessControl(admin, address, AUTH_LIST_USER, {})).body ?? [];

/** One user with its password, or undefined. Throws as `listUsers` does. */
export const findUser = async (
  admin: RocketmqAdmin,
  address: string,
  username: string,
): Promise<AclUser | undefined> => (await askAccessControl(admin, address, AUTH_GET_USER, { username })).body;

const bodyOf = ({ password, ...user }: AclUser): Buffer =>
  jsonBytes({ ...user, password: password?.reveal() });

/** Creates a user at the broker at `host:port`; every broker has its own. Throws ROCKETMQ_USER_EXISTS, and as `listUsers` does. */
export const createUser = async (admin: RocketmqAdmin, address: string, user: AclUser): Promise<void> => {
  const { username } = user;
  await askAccessControl(admin, address, AUTH_CREATE_USER, { username }, { body: bodyOf(user) });
};

/** Changes a user; what is undefined stays. Throws ROCKETMQ_USER_NOT_EXIST, and as `listUsers` does. */
export const updateUser = async (admin: RocketmqAdmin, address: string, user: AclUser): Promise<void> => {
  const { username } = user;
  await askAccessControl(admin, address, AUTH_UPDATE_USER, { username }, { body: bodyOf(user) });
};

/** Deletes a user; one that is not there is no error. Throws as `listUsers` does. */
export const deleteUser = async (admin: RocketmqAdmin, address: string, username: string): Promise<void> => {
  await askAccessControl(admin, address, AUTH_DELETE_USER, { username });
};
