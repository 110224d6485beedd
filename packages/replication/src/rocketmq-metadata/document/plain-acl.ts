import { parse } from 'yaml';
import { z } from 'zod';
import { metadataErrors } from '../metadata-errors.ts';
import { accountEntry } from './account-entry.ts';
import type { AclSource } from './join-acl.ts';
import { misfitsOf } from './misfit.ts';

/** Everything is read as a text, so that keys of digits stay as they are written; what is empty is an empty text. */
const text = z.string();
const listOf = <S extends z.ZodType>(entry: S) =>
  z.preprocess((value) => (value === '' ? [] : value), z.array(entry)).default([]);
const list = listOf(text);
const optionalText = text.exactOptional();
const key = text.min(1);

const account = z.strictObject({
  accessKey: key,
  secretKey: key,
  whiteRemoteAddress: optionalText,
  admin: z
    .enum(['true', 'false', ''])
    .default('false')
    .transform((admin) => admin === 'true'),
  defaultTopicPerm: optionalText,
  defaultGroupPerm: optionalText,
  topicPerms: list,
  groupPerms: list,
});

const schema = z.strictObject({
  globalWhiteRemoteAddresses: list,
  accounts: listOf(account),
  // The broker writes it when an account is changed over the wire.
  dataVersion: z.unknown().optional(),
});

/**
 * Reads a plain_acl.yml of 4.x (PlainPermissionManager); of an access key that comes twice, the first counts, as with
 * the broker. Throws METADATA_ACL_MALFORMED.
 */
export const parsePlainAcl = (content: string, file: string): AclSource => {
  let value: unknown;
  try {
    value = parse(content, { schema: 'failsafe' });
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0]!;
    throw metadataErrors.METADATA_ACL_MALFORMED({ file, reason }, error);
  }
  const parsed = schema.safeParse(value === '' ? {} : (value ?? {}));
  if (!parsed.success)
    throw metadataErrors.METADATA_ACL_MALFORMED({ file, reason: misfitsOf(parsed.error) }, parsed.error);
  const { accounts, globalWhiteRemoteAddresses } = parsed.data;
  const first = new Map(accounts.toReversed().map((account) => [account.accessKey, account]));
  return {
    accounts: Array.from(first.values(), (account) => accountEntry(account, file)).toReversed(),
    ...{ globalWhiteRemoteAddresses, users: [], policies: [] },
    secrets: {
      accounts: Object.fromEntries(Array.from(first, ([key, { secretKey }]) => [key, secretKey])),
      users: {},
    },
  };
};
