import type { PolicyEntry } from '../document/metadata-document.ts';
import { inNamespace } from '../names.ts';
import { type Reason, reasonOf } from '../reason.ts';
import { accountAsUser, type ImportedUser } from './account-as-user.ts';
import { accountRow, keepsAccounts, whiteAddressesRow } from './account-rows.ts';
import { chooser } from './choose.ts';
import { conflictsOf, missingSecret, subjectOf } from './document-users.ts';
import { passwordOf, userSettings, usersOf } from './find-row.ts';
import { importErrors } from './import-errors.ts';
import { importNotices } from './import-notices.ts';
import type { LeftOutRow, PlanRow, PolicySettings } from './import-plan.ts';
import { type Planning, rowOf } from './planning.ts';

type Policies = PolicyEntry['policies'];

/** Users as they are, and accounts as users where they have to be; of a name that is both, the user. */
const importedUsers = (planning: Planning): readonly ImportedUser[] => {
  const { document, choice } = planning;
  const { users = [], accounts: all = [], policies = [] } = document.acl ?? {};
  const accounts = keepsAccounts(planning) ? [] : all;
  const policiesOf = new Map(policies.map((entry) => [entry.subject, entry.policies]));
  const known = new Set(users.map(({ username }) => username));
  return [
    ...users.map(
      (user): ImportedUser => ({
        user,
        policies: policiesOf.get(subjectOf(user.username)) ?? [],
        notices: [],
      }),
    ),
    ...accounts
      .filter(({ accessKey }) => !known.has(accessKey))
      .map((account) => accountAsUser(account, choice)),
  ];
};

/** `Topic:orders` in a namespace; `Topic:*` is then everything in it, and what is neither topic nor group stays. */
const renamedResource = (resource: string, namespace: string): string => {
  const found = /^(Topic|Group):(.+)$/i.exec(resource);
  return found ? `${found[1]}:${inNamespace(found[2]!, namespace)}` : resource;
};

const renamed = (policies: Policies, namespace: string | undefined): Policies =>
  namespace === undefined
    ? policies
    : policies.map(({ policyType, entries }) => ({
        policyType,
        entries: entries.map((rule) => ({ ...rule, resource: renamedResource(rule.resource, namespace) })),
      }));

/** Why no broker can be given users; undefined where all can. */
const withoutUsers = ({ target }: Planning): Reason | undefined =>
  target.brokers.flatMap(({ content }) => (content && 'none' in content.acl ? [content.acl.none] : []))[0];

const userRow = ({ user, notices }: ImportedUser, planning: Planning): PlanRow => {
  const { username: name } = user;
  const secret = passwordOf(name, planning.secrets);
  const isEverywhere = planning.target.brokers.every(
    ({ content }) => content && usersOf(content.acl)?.users.has(name),
  );
  const refusal =
    withoutUsers(planning) ??
    (secret === undefined && !isEverywhere ? missingSecret(name, planning) : undefined);
  const wanted = userSettings(user);
  return rowOf(
    {
      ...{ kind: 'user', name, target: name, refusal },
      notices: [
        ...notices,
        ...conflictsOf(name, planning),
        ...(secret === undefined && !refusal
          ? [reasonOf(importNotices.IMPORT_PASSWORD_NOT_COMPARED({ name }))]
          : []),
      ],
    },
    () => wanted,
    planning,
  );
};

const policyRow = (
  { user, policies }: ImportedUser,
  isUserRefused: boolean,
  planning: Planning,
): PlanRow | undefined => {
  if (policies.length === 0) return undefined;
  const { username: name } = user;
  const subject = subjectOf(name);
  const { namespace } = planning.choice;
  const wanted: PolicySettings = { policies: renamed(policies, namespace) };
  const refusal = isUserRefused ? reasonOf(importErrors.IMPORT_USER_REFUSED({ name })) : undefined;
  return rowOf(
    {
      ...{ kind: 'policy', name: subject, target: subject, refusal },
      notices:
        namespace === undefined ? [] : [reasonOf(importNotices.IMPORT_RESOURCE_RENAMED({ name, namespace }))],
    },
    () => wanted,
    planning,
  );
};

/** What access control comes to: its rows, the names not chosen, and what has no equivalent. */
export interface PlannedUsers {
  readonly rows: readonly PlanRow[];
  readonly leftOut: readonly LeftOutRow[];
  readonly notices: readonly Reason[];
}

/** Rows of users and policies. Throws IMPORT_PATTERN_INVALID. */
export const planUsers = (planning: Planning): PlannedUsers => {
  const { choice, document } = planning;
  if (choice.users === 'none') return { rows: [], leftOut: [], notices: [] };
  const isChosen = chooser(choice.users);
  const all = importedUsers(planning);
  const chosen = all.filter(({ user }) => isChosen(user.username));
  const users = chosen.map((user) => userRow(user, planning));
  const policies = chosen.flatMap(
    (user, index) => policyRow(user, users[index]!.action === 'refused', planning) ?? [],
  );
  const accounts = keepsAccounts(planning) ? (document.acl?.accounts ?? []) : [];
  const white = keepsAccounts(planning) ? whiteAddressesRow(planning) : undefined;
  const unlike = keepsAccounts(planning) ? [] : (document.acl?.globalWhiteRemoteAddresses ?? []);
  return {
    rows: [
      ...users,
      ...policies,
      ...accounts
        .filter(({ accessKey }) => isChosen(accessKey))
        .map((account) => accountRow(account, planning)),
      ...(white && !choice.users ? [white] : []),
    ],
    leftOut: [...all.map(({ user }) => user.username), ...accounts.map(({ accessKey }) => accessKey)]
      .filter((name) => !isChosen(name))
      .map((name) => ({ kind: 'user', name, reason: 'not-chosen' })),
    notices:
      unlike.length === 0
        ? []
        : [reasonOf(importNotices.IMPORT_GLOBAL_WHITE_ADDRESSES({ addresses: unlike.join(', ') }))],
  };
};
