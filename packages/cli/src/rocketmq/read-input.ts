import {
  type MetadataDocument,
  type MetadataSecrets,
  openSecrets,
  readMetadata,
  readPlainAcl,
  withAcl,
} from '@mqferry/replication';
import type { Context } from '../context.ts';
import { textOf } from './files.ts';
import { type PassphraseOptions, passphraseOf } from './passphrase.ts';

/** What is handed in beside the document. */
export interface InputOptions extends PassphraseOptions {
  readonly acl?: readonly string[];
}

/** What is imported. */
export interface ImportInput {
  readonly document: MetadataDocument;
  readonly secrets: MetadataSecrets | undefined;
}

/** The document of these files, with the accounts of further ones. Throws as `readMetadata` and `readPlainAcl` do. */
export const readInput = async (
  files: readonly string[],
  options: InputOptions,
  context: Context,
  isSecretNeeded: boolean,
): Promise<ImportInput> => {
  const document = await readMetadata(
    await Promise.all(files.map(async (file) => ({ file, text: await textOf(file) }))),
  );
  const acl = await Promise.all(
    (options.acl ?? []).map(async (file) => readPlainAcl({ file, text: await textOf(file) })),
  );
  const passphrase = isSecretNeeded && document.secrets ? await passphraseOf(options, context) : undefined;
  const secrets =
    document.secrets && passphrase !== undefined
      ? await openSecrets(document.secrets, passphrase)
      : undefined;
  return withAcl(document, secrets, acl);
};
