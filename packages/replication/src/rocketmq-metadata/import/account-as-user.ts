import type { AccountEntry, PolicyEntry, PolicyRule, UserEntry } from '../document/metadata-document.ts';
import { type Reason, reasonOf } from '../reason.ts';
import { nameAndPermission } from './compare-accounts.ts';
import type { ImportChoice } from './import-choice.ts';
import { importNotices } from './import-notices.ts';
import { sourceIpsOf } from './white-addresses.ts';

/** A user to import with what it may do. */
export interface ImportedUser {
  readonly user: UserEntry;
  readonly policies: PolicyEntry['policies'];
  readonly notices: readonly Reason[];
}

const KNOWN: Readonly<Record<string, Pick<PolicyRule, 'actions' | 'decision'>>> = {
  PUB: { actions: ['Pub'], decision: 'Allow' },
  SUB: { actions: ['Sub'], decision: 'Allow' },
  'PUB|SUB': { actions: ['Pub', 'Sub'], decision: 'Allow' },
  'SUB|PUB': { actions: ['Pub', 'Sub'], decision: 'Allow' },
  DENY: { actions: ['All'], decision: 'Deny' },
};

const addressesOf = (
  { accessKey: name, whiteRemoteAddress: address }: AccountEntry,
  { whiteAddresses }: ImportChoice,
): { readonly sourceIps: readonly string[]; readonly notices: readonly Reason[] } => {
  if (!address) return { sourceIps: [], notices: [] };
  if (whiteAddresses !== 'source-ips')
    return { sourceIps: [], notices: [reasonOf(importNotices.IMPORT_WHITE_ADDRESS({ name, address }))] };
  const sourceIps = sourceIpsOf(address);
  if (!sourceIps)
    return {
      sourceIps: [],
      notices: [reasonOf(importNotices.IMPORT_ADDRESS_NOT_A_RANGE({ name, address }))],
    };
  const addresses = sourceIps.join(', ');
  const kept =
    sourceIps.length === 0 ? [] : [importNotices.IMPORT_WHITE_ADDRESS_KEPT_OUT({ name, addresses })];
  return { sourceIps, notices: kept.map(reasonOf) };
};

/**
 * An account of ACL 1.0 as a user of ACL 2.0. As AuthMigrator of 5.3 does it: an administrator becomes a Super user,
 * permissions of topics and groups rules of the Custom policy, the default ones rules of the Default policy. Unlike it,
 * a permission that ACL 1.0 does not know stays the denial that it was (Permission.parsePermFromString).
 */
export const accountAsUser = (account: AccountEntry, choice: ImportChoice): ImportedUser => {
  const { accessKey, admin, topicPerms, groupPerms, defaultTopicPerm, defaultGroupPerm, from } = account;
  const { sourceIps, notices: ofAddresses } = addressesOf(account, choice);
  const notices: Reason[] = [...ofAddresses];
  const rule = (resource: string, permission: string): PolicyRule => {
    const known = KNOWN[permission];
    if (!known)
      notices.push(
        reasonOf(
          importNotices.IMPORT_PERMISSION_UNKNOWN({
            name: accessKey,
            permission: `${resource}=${permission}`,
          }),
        ),
      );
    return { resource, ...(known ?? KNOWN.DENY!), sourceIps };
  };
  const rules = (kind: 'Topic' | 'Group', permissions: readonly string[]): readonly PolicyRule[] =>
    permissions.map((text) => {
      const [name, permission] = nameAndPermission(text);
      return rule(`${kind}:${name}`, permission);
    });
  const custom = [...rules('Topic', topicPerms), ...rules('Group', groupPerms)];
  const defaults = [
    ...(defaultTopicPerm ? [rule('Topic:*', defaultTopicPerm.trim())] : []),
    ...(defaultGroupPerm ? [rule('Group:*', defaultGroupPerm.trim())] : []),
  ];
  if (admin && custom.length > 0)
    notices.push(reasonOf(importNotices.IMPORT_ADMIN_GAINS({ name: accessKey })));
  return {
    user: { username: accessKey, userType: admin ? 'Super' : 'Normal', userStatus: 'enable', from },
    policies: [
      ...(custom.length > 0 ? [{ policyType: 'Custom', entries: custom }] : []),
      ...(defaults.length > 0 ? [{ policyType: 'Default', entries: defaults }] : []),
    ],
    notices,
  };
};
