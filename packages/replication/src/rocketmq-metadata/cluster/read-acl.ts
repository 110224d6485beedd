import {
  accessConfig,
  accessControlOf,
  listPolicies,
  listUsers,
  type RocketmqAdmin,
} from '@mqferry/rocketmq';
import { accountEntry } from '../document/account-entry.ts';
import type { AclSource } from '../document/join-acl.ts';
import type { UserEntry } from '../document/metadata-document.ts';

const NONE: AclSource = {
  ...{ accounts: [], globalWhiteRemoteAddresses: [], users: [], policies: [] },
  secrets: { accounts: {}, users: {} },
};

/** Accounts of a broker up to 5.1.4. Throws as `accessConfig` does. */
const readAccounts = async (admin: RocketmqAdmin, address: string, from: string): Promise<AclSource> => {
  const { accounts, globalWhiteRemoteAddresses } = await accessConfig(admin, address);
  return {
    ...NONE,
    accounts: accounts.map((account) => accountEntry(account, from)),
    globalWhiteRemoteAddresses,
    secrets: {
      accounts: Object.fromEntries(
        accounts.flatMap(({ accessKey, secretKey }) =>
          secretKey === undefined ? [] : [[accessKey, secretKey.reveal()]],
        ),
      ),
      users: {},
    },
  };
};

/** Users and policies of a broker from 5.3.0 on. Throws as `listUsers` does. */
const readUsers = async (admin: RocketmqAdmin, address: string, broker: string): Promise<AclSource> => {
  const [users, policies] = await Promise.all([listUsers(admin, address), listPolicies(admin, address)]);
  const from = [broker];
  return {
    ...NONE,
    users: users.map(
      ({ username, userType, userStatus }): UserEntry => ({
        username,
        ...(userType === undefined ? {} : { userType }),
        ...(userStatus === undefined ? {} : { userStatus }),
        from,
      }),
    ),
    policies: policies.map((entry) => ({ ...entry, from })),
    secrets: {
      accounts: {},
      users: Object.fromEntries(
        users.flatMap(({ username, password }) =>
          password === undefined ? [] : [[username, password.reveal()]],
        ),
      ),
    },
  };
};

/**
 * All access control of the broker at `host:port`; nothing where it has none. Throws as `accessControlOf`,
 * `accessConfig` and `listUsers` do: from 5.2.0 to 5.3.2, accounts are in a file that brokers do not tell.
 */
export const readAcl = async (admin: RocketmqAdmin, address: string, broker: string): Promise<AclSource> => {
  const has = await accessControlOf(admin, address);
  const accounts = has.accounts ? await readAccounts(admin, address, broker) : NONE;
  const users = has.users ? await readUsers(admin, address, broker) : NONE;
  return {
    accounts: accounts.accounts,
    globalWhiteRemoteAddresses: accounts.globalWhiteRemoteAddresses,
    users: users.users,
    policies: users.policies,
    secrets: { accounts: accounts.secrets.accounts, users: users.secrets.users },
  };
};
