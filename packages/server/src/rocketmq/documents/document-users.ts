import type { Answer, Routes } from '@mqferry/api';
import type { AccountEntry, AclConflict, MetadataDocument, UserEntry } from '@mqferry/replication';
import type { OpenedDocument } from './kept-documents.ts';

type UserRow = Answer<Routes['listDocumentUsers']>['items'][number];

const conflictsOf = (
  { acl }: MetadataDocument,
  names: Readonly<Partial<Record<AclConflict['kind'], string>>>,
): string[] =>
  [
    ...new Set(
      (acl?.conflicts ?? [])
        .filter(({ kind, name }) => names[kind] === name)
        .flatMap(({ settings }) => settings),
    ),
  ].sort();

const ofAccount = (account: AccountEntry, { document, secrets }: OpenedDocument): UserRow => {
  const { accessKey: name, admin, defaultTopicPerm, defaultGroupPerm, topicPerms, groupPerms } = account;
  const defaults = [defaultTopicPerm, defaultGroupPerm].filter((perm) => perm !== undefined);
  return {
    ...{ name, kind: 'account', isAdministrator: admin, enabled: true },
    rules: defaults.length + topicPerms.length + groupPerms.length,
    hasSecret: secrets?.accounts[name] !== undefined,
    ...{ from: [...account.from], conflicts: conflictsOf(document, { account: name }) },
  };
};

const ofUser = (user: UserEntry, { document, secrets }: OpenedDocument): UserRow => {
  const { username: name, userType = '', userStatus = '' } = user;
  const subject = `User:${name}`;
  const own = document.acl?.policies.filter((policy) => policy.subject === subject) ?? [];
  const policies = own.flatMap((policy) => policy.policies);
  return {
    ...{ name, kind: 'user', isAdministrator: userType.toLowerCase() === 'super' },
    enabled: userStatus.toLowerCase() !== 'disable',
    rules: policies.reduce((sum, { entries }) => sum + entries.length, 0),
    hasSecret: secrets?.users[name] !== undefined,
    ...{ from: [...user.from], conflicts: conflictsOf(document, { user: name, policy: subject }) },
  };
};

/** Whom the source lets in, in order of name. */
export const usersOf = (opened: OpenedDocument): UserRow[] => {
  const { accounts = [], users = [] } = opened.document.acl ?? {};
  return [
    ...accounts.map((account) => ofAccount(account, opened)),
    ...users.map((user) => ofUser(user, opened)),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
};
