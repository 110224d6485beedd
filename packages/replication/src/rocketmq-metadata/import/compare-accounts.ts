import { isDeepStrictEqual } from 'node:util';
import type { AccountSettings, Difference, SettingValue, WhiteAddresses } from './import-plan.ts';
import type { FoundAccount } from './target-state.ts';

/** What every account may do to what no permission names, unless it says so (Permission.parsePermFromString). */
export const UNSET_PERMISSION = 'DENY';

/** `topic=PUB|SUB`. */
export const nameAndPermission = (text: string): readonly [name: string, permission: string] => {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
};

const permissionsOf = (texts: readonly string[]): ReadonlyMap<string, string> =>
  new Map(texts.map(nameAndPermission));

const isSamePermission = (one: string, other: string): boolean =>
  isDeepStrictEqual(one.split('|').sort(), other.split('|').sort());

const permissionDifferences = (
  setting: 'topicPerms' | 'groupPerms',
  wanted: AccountSettings,
  found: AccountSettings,
): readonly Difference[] => {
  const there = permissionsOf(found[setting]);
  return Array.from(permissionsOf(wanted[setting])).flatMap(([name, permission]) => {
    const other = there.get(name);
    if (other === undefined) return [{ setting: `${setting} ${name}`, wanted: permission }];
    return isSamePermission(permission, other)
      ? []
      : [{ setting: `${setting} ${name}`, wanted: permission, found: other }];
  });
};

const difference = (setting: string, wanted: SettingValue, found: SettingValue): readonly Difference[] =>
  wanted === found ? [] : [{ setting, wanted, found }];

/**
 * What of an account is not so at the target; permissions that only the target has do not count. `secretKey`: the one
 * that is wanted, undefined where it is not known.
 */
export const accountDifferences = (
  wanted: AccountSettings,
  found: FoundAccount,
  secretKey: string | undefined,
): readonly Difference[] => [
  ...difference('admin', wanted.admin, found.admin),
  ...difference('whiteRemoteAddress', wanted.whiteRemoteAddress ?? '', found.whiteRemoteAddress ?? ''),
  ...(['defaultTopicPerm', 'defaultGroupPerm'] as const).flatMap((setting) =>
    difference(setting, wanted[setting] ?? UNSET_PERMISSION, found[setting] ?? UNSET_PERMISSION),
  ),
  ...permissionDifferences('topicPerms', wanted, found),
  ...permissionDifferences('groupPerms', wanted, found),
  ...(secretKey !== undefined && found.secretKey !== undefined && secretKey !== found.secretKey
    ? [{ setting: 'secretKey' }]
    : []),
];

/** Addresses that the target does not let in yet; those that only it lets in do not count. */
export const whiteAddressDifferences = (
  { addresses }: WhiteAddresses,
  found: readonly string[],
): readonly Difference[] =>
  addresses.every((address) => found.includes(address))
    ? []
    : [{ setting: 'addresses', wanted: addresses, found }];

/** Permissions that are there, with those that are wanted in their place or beside them. */
export const joinedPermissions = (wanted: readonly string[], found: readonly string[]): readonly string[] => {
  const names = new Set(permissionsOf(wanted).keys());
  return [...found.filter((text) => !names.has(nameAndPermission(text)[0])), ...wanted];
};
