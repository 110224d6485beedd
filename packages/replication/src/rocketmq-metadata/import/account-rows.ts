import type { AccountEntry } from '../document/metadata-document.ts';
import { inNamespace } from '../names.ts';
import { reasonOf } from '../reason.ts';
import { nameAndPermission } from './compare-accounts.ts';
import { conflictsOf, missingSecret } from './document-users.ts';
import { accountsOf, passwordOf } from './find-row.ts';
import { importNotices } from './import-notices.ts';
import type { AccountSettings, PlanRow } from './import-plan.ts';
import { type Planning, rowOf } from './planning.ts';

/** Whether brokers of the target have accounts of 4.x. */
export const keepsAccounts = ({ target }: Planning): boolean =>
  target.brokers.some(({ content }) => content && accountsOf(content.acl));

const renamed = (permissions: readonly string[], namespace: string | undefined): readonly string[] =>
  namespace === undefined
    ? permissions
    : permissions.map((text) => {
        const [name, permission] = nameAndPermission(text);
        return `${inNamespace(name, namespace)}=${permission}`;
      });

const settingsOf = (account: AccountEntry, namespace: string | undefined): AccountSettings => {
  const { accessKey: _, from: __, topicPerms, groupPerms, ...settings } = account;
  return {
    ...settings,
    topicPerms: renamed(topicPerms, namespace),
    groupPerms: renamed(groupPerms, namespace),
  };
};

/** The row of an account of 4.x for a target of 4.x. */
export const accountRow = (account: AccountEntry, planning: Planning): PlanRow => {
  const { accessKey: name, topicPerms, groupPerms } = account;
  const { choice, secrets, target } = planning;
  const { namespace } = choice;
  const secret = passwordOf(name, secrets);
  const isEverywhere = target.brokers.every(
    ({ content }) => content && accountsOf(content.acl)?.accounts.has(name),
  );
  const isRenamed = namespace !== undefined && topicPerms.length + groupPerms.length > 0;
  const isCompared = secret !== undefined || !isEverywhere;
  const wanted = settingsOf(account, namespace);
  return rowOf(
    {
      ...{ kind: 'account', name, target: name },
      refusal: secret === undefined && !isEverywhere ? missingSecret(name, planning) : undefined,
      notices: [
        ...conflictsOf(name, planning),
        ...(isCompared ? [] : [reasonOf(importNotices.IMPORT_PASSWORD_NOT_COMPARED({ name }))]),
        ...(isRenamed ? [reasonOf(importNotices.IMPORT_PERMISSIONS_RENAMED({ name, namespace }))] : []),
      ],
    },
    () => wanted,
    planning,
  );
};

/** How the addresses that need no account are told among the rows: they are a list in plain_acl.yml. */
const WHITE_ADDRESSES = 'globalWhiteRemoteAddresses';

/** The row of the addresses from which nobody needs an account; undefined where the source has none. */
export const whiteAddressesRow = (planning: Planning): PlanRow | undefined => {
  const addresses = planning.document.acl?.globalWhiteRemoteAddresses ?? [];
  if (addresses.length === 0) return undefined;
  const notice = importNotices.IMPORT_WHITE_ADDRESSES_WRITTEN({ addresses: addresses.join(', ') });
  return rowOf(
    {
      ...{ kind: 'white-addresses', name: WHITE_ADDRESSES, target: WHITE_ADDRESSES },
      notices: [reasonOf(notice)],
    },
    () => ({ addresses }),
    planning,
  );
};
