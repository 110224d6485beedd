import type { Hidden } from '@mqferry/core';
import {
  METADATA_FORMAT,
  METADATA_VERSION,
  type MetadataDocument,
  type MetadataFile,
  type MetadataSecrets,
  openSecrets,
  readMetadata,
  readPlainAcl,
  withAcl,
} from '@mqferry/replication';
import type { OpenedDocument } from './kept-documents.ts';

const OF_ACCOUNTS = /\.ya?ml$/iu;

/** A document of which only accounts are known. */
const nothingBut = (files: readonly MetadataFile[]): MetadataDocument => ({
  ...{ format: METADATA_FORMAT, version: METADATA_VERSION },
  source: { kind: 'acl-file', files: files.map(({ file }) => file) },
  ...{ topics: [], groups: [], orderConfigs: {}, namespaces: [], leftOut: { topics: [], groups: [] } },
  warnings: [],
});

/** What both have; of a name that both have, the second. */
const joined = (one: MetadataSecrets | undefined, other: MetadataSecrets | undefined) =>
  one && other
    ? { accounts: { ...one.accounts, ...other.accounts }, users: { ...one.users, ...other.users } }
    : (one ?? other);

/**
 * Reads files that were handed in: a document of an export or files of mqadmin, and files of accounts. Throws what
 * `readMetadata`, `readPlainAcl` and `openSecrets` throw.
 */
export const readFiles = async (
  files: readonly MetadataFile[],
  passphrase: Hidden | undefined,
): Promise<OpenedDocument> => {
  const ofAccounts = files.filter(({ file }) => OF_ACCOUNTS.test(file));
  const documents = files.filter(({ file }) => !OF_ACCOUNTS.test(file));
  const document = documents.length === 0 ? nothingBut(ofAccounts) : await readMetadata(documents);
  const opened = await openedSecrets({ document, secrets: undefined }, passphrase);
  return withAcl(document, opened, await Promise.all(ofAccounts.map(readPlainAcl)));
};

/** All secrets of a document, with those that the passphrase opens. Throws METADATA_PASSPHRASE_WRONG. */
export const openedSecrets = async (
  { document, secrets }: OpenedDocument,
  passphrase: Hidden | undefined,
): Promise<MetadataSecrets | undefined> => {
  const sealed = passphrase && document.secrets;
  return joined(sealed ? await openSecrets(sealed, passphrase.reveal()) : undefined, secrets);
};
