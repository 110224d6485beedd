import { codedErrorIn } from '@mqferry/core';
import {
  accessConfig,
  listPolicies,
  listUsers,
  type RegisteredBroker,
  type RocketmqAdmin,
} from '@mqferry/rocketmq';
import { accountEntry } from '../document/account-entry.ts';
import { importErrors } from '../import/import-errors.ts';
import type { FoundAccount, FoundAccounts, FoundAcl } from '../import/target-state.ts';
import { reasonDespite } from '../reason.ts';

/** The accounts of a broker of 4.x; undefined where it has none, or does not tell them. */
const readAccounts = async (admin: RocketmqAdmin, address: string): Promise<FoundAccounts | undefined> => {
  try {
    const { accounts, globalWhiteRemoteAddresses } = await accessConfig(admin, address);
    return {
      accounts: new Map(
        accounts.map((account): [string, FoundAccount] => {
          const { accessKey, from: _, ...settings } = accountEntry(account, address);
          const { secretKey } = account;
          return [accessKey, { ...settings, ...(secretKey ? { secretKey: secretKey.reveal() } : {}) }];
        }),
      ),
      globalWhiteRemoteAddresses,
    };
  } catch (error) {
    if (!codedErrorIn(error)) throw error;
    return undefined;
  }
};

/**
 * The access control of a broker of the target: its users and policies from 5.3.0 on, its accounts before 5.2.0, or why it
 * tells none.
 */
export const readFoundAcl = async (
  admin: RocketmqAdmin,
  { address, name: broker }: RegisteredBroker,
  version = '?',
): Promise<FoundAcl> => {
  try {
    const [users, policies] = await Promise.all([listUsers(admin, address), listPolicies(admin, address)]);
    return {
      users: new Map(
        users.map(({ username, password, userType, userStatus }) => [
          username,
          {
            ...(userType === undefined ? {} : { userType }),
            ...(userStatus === undefined ? {} : { userStatus }),
            ...(password === undefined ? {} : { password: password.reveal() }),
          },
        ]),
      ),
      policies: new Map(policies.map(({ subject, policies: rules }) => [subject, rules])),
    };
  } catch (error) {
    const coded = codedErrorIn(error);
    if (!coded) throw error;
    const { IMPORT_NO_USERS_THERE, IMPORT_USERS_NOT_PERMITTED } = importErrors;
    const told = coded.code === 'ROCKETMQ_NO_PERMISSION' ? IMPORT_USERS_NOT_PERMITTED : IMPORT_NO_USERS_THERE;
    const accounts =
      coded.code === 'ROCKETMQ_REQUEST_NOT_SUPPORTED' ? await readAccounts(admin, address) : undefined;
    return {
      none: reasonDespite((reason) => told({ broker, version, reason }), coded),
      ...(accounts ? { accounts } : {}),
    };
  }
};
