import type { OperationInput } from '@mqferry/api';
import type { Hidden } from '@mqferry/core';
import {
  type Acl,
  aclText,
  describeAcls,
  describeQuotas,
  describeScramUsers,
  type KafkaClient,
  type Quota,
  type ScramCredential,
} from '@mqferry/kafka';
import { told } from '@mqferry/migration';
import { quotaName } from '../inventory/names.ts';
import { metadataErrors } from './metadata-errors.ts';

type InputOf<Name extends OperationInput['operation']> = Extract<
  OperationInput,
  { readonly operation: Name }
>;

const UNKNOWN = 'UNKNOWN';

/** Entries that the target lacks. Throws METADATA_ACL_UNKNOWN and METADATA_NOTHING_TO_COPY. */
export const planAcls = async (
  source: KafkaClient,
  target: KafkaClient,
  { principals, names }: InputOf<'copyAcls'>,
): Promise<Acl[]> => {
  const [onSource, onTarget] = await Promise.all([describeAcls(source), describeAcls(target)]);
  const there = new Set(onTarget.map(aclText));
  const isWanted = (acl: Acl): boolean =>
    (principals?.includes(acl.principal) ?? true) && (wanted?.has(aclText(acl)) ?? true);
  const wanted = names && new Set(names);
  const missing = onSource.filter((acl) => isWanted(acl) && !there.has(aclText(acl)));
  const unknown = missing.find((acl) => Object.values(acl).includes(UNKNOWN));
  if (unknown) throw metadataErrors.METADATA_ACL_UNKNOWN({ acl: aclText(unknown) });
  if (missing.length === 0) throw metadataErrors.METADATA_NOTHING_TO_COPY({});
  return missing.sort((a, b) => (aclText(a) < aclText(b) ? -1 : 1));
};

/** A way of logging in that a user is to have. */
export interface UserItem extends ScramCredential {
  readonly user: string;
  readonly password: Hidden;
}

/**
 * Ways of logging in that the target lacks; those that it has keep their passwords. Throws METADATA_USER_UNKNOWN,
 * METADATA_PASSWORD_MISSING and METADATA_NOTHING_TO_COPY.
 */
export const planUsers = async (
  source: KafkaClient,
  target: KafkaClient,
  { users }: InputOf<'copyUsers'>,
): Promise<UserItem[]> => {
  const names = [...new Set(users.map(({ user }) => user))].sort();
  const [onSource, onTarget] = await Promise.all([
    describeScramUsers(source, names),
    describeScramUsers(target, names),
  ]);
  const unknown = names.filter((user) => !onSource.has(user));
  if (unknown.length > 0) throw metadataErrors.METADATA_USER_UNKNOWN({ users: told(unknown) });
  const passwords = new Map(users.map(({ user, password }) => [user, password]));
  const missing = names.flatMap((user) =>
    onSource
      .get(user)!
      .filter(({ mechanism }) => !onTarget.get(user)?.some((known) => known.mechanism === mechanism))
      .map((credential) => ({ ...credential, user, password: passwords.get(user) })),
  );
  if (missing.length === 0) throw metadataErrors.METADATA_NOTHING_TO_COPY({});
  const items = missing.flatMap(({ password, ...item }) => (password ? [{ ...item, password }] : []));
  if (items.length === missing.length) return items;
  const without = new Set(missing.filter(({ password }) => !password).map(({ user }) => user));
  throw metadataErrors.METADATA_PASSWORD_MISSING({ users: told([...without]) });
};

/**
 * Limits that the target lacks or has another value of; what only the target limits stays. Throws
 * METADATA_QUOTA_UNKNOWN and METADATA_NOTHING_TO_COPY.
 */
export const planQuotas = async (
  source: KafkaClient,
  target: KafkaClient,
  { names }: InputOf<'copyQuotas'>,
): Promise<Quota[]> => {
  const [onSource, onTarget] = await Promise.all([describeQuotas(source), describeQuotas(target)]);
  const byName = new Map(onSource.map((quota) => [quotaName(quota), quota]));
  const there = new Map(onTarget.map((quota) => [quotaName(quota), quota.limits]));
  const wanted = [...new Set(names ?? byName.keys())].sort();
  const unknown = wanted.filter((name) => !byName.has(name));
  if (unknown.length > 0) throw metadataErrors.METADATA_QUOTA_UNKNOWN({ names: told(unknown) });
  const missing = wanted.flatMap((name) => {
    const { entity, limits } = byName.get(name)!;
    const differing = Object.entries(limits).filter(([limit, value]) => there.get(name)?.[limit] !== value);
    return differing.length === 0 ? [] : [{ entity, limits: Object.fromEntries(differing) }];
  });
  if (missing.length === 0) throw metadataErrors.METADATA_NOTHING_TO_COPY({});
  return missing;
};
