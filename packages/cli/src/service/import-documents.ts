import { resolve } from 'node:path';
import type { Client } from '@mqferry/api';
import { Hidden } from '@mqferry/core';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { documentsLines } from '../render/service/imports.ts';
import { textOf, writeNew } from '../rocketmq/files.ts';
import { newPassphrase, type PassphraseOptions, passphraseOf } from '../rocketmq/passphrase.ts';
import { withService } from './connect.ts';
import { allPages, findCluster, findDocument } from './find.ts';
import { serviceErrors } from './service-errors.ts';

interface JsonOption {
  readonly json?: true;
}

/** Where the document of an import comes from: files, a cluster, or one that the service has. */
export interface DocumentOptions extends PassphraseOptions {
  readonly from?: string;
  readonly document?: string;
  readonly acl?: readonly string[];
}
export interface ExportOptions extends PassphraseOptions, JsonOption {
  readonly output: string;
  readonly withSecrets?: true;
}

/** Text that a document has if secrets are sealed in it; whether it is so is told by the service. */
const SEALED = /"scrypt-aes-256-gcm"/u;

/** Accounts are told from documents by what their files are called. */
const OF_ACCOUNTS = /\.ya?ml$/iu;

const upload = async (
  client: Client,
  name: string,
  files: readonly string[],
  options: DocumentOptions,
  context: Context,
): Promise<string> => {
  const documents = await Promise.all(files.map(async (file) => ({ file, text: await textOf(file) })));
  const accounts = await Promise.all(
    (options.acl ?? []).map(async (file) => ({
      file: OF_ACCOUNTS.test(file) ? file : `${file}.yml`,
      text: await textOf(file),
    })),
  );
  const isSealed = documents.some(({ text }) => SEALED.test(text));
  const passphrase = isSealed ? await passphraseOf(options, context) : undefined;
  const { id } = await client.uploadMetadata({
    body: {
      ...{ name, files: [...documents, ...accounts] },
      ...(passphrase === undefined ? {} : { passphrase: new Hidden(passphrase) }),
    },
  });
  return id;
};

/**
 * The document that an import is of: one that the service has, or one that is handed in or taken now. Throws
 * CLI_DOCUMENT_MISSING, CLI_DOCUMENT_UNKNOWN and CLI_FILE_UNREADABLE.
 */
export const documentFor = async (
  client: Client,
  name: string,
  files: readonly string[],
  options: DocumentOptions,
  { users }: { readonly users?: unknown },
  context: Context,
): Promise<string> => {
  const { from, document, acl = [] } = options;
  const ways = [files.length + acl.length > 0, from !== undefined, document !== undefined];
  if (ways.filter(Boolean).length !== 1) throw serviceErrors.CLI_DOCUMENT_MISSING({});
  if (document !== undefined) return (await findDocument(client, document)).id;
  if (from === undefined) return upload(client, name, files, options, context);
  const { id } = await findCluster(client, from);
  const body = { name, secrets: users !== 'none' };
  return (await client.takeMetadata({ params: { id }, body })).id;
};

/** `mqferry import documents`. */
export const listDocuments = ({ json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const documents = await allPages((query) => client.listMetadataDocuments({ query }));
    if (json) printJson(context, documents);
    else context.out.print(...documentsLines(documents.items, context));
    return EXIT.OK;
  });

/** `mqferry import forget`. */
export const forgetDocument = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const found = await findDocument(client, wanted);
    await client.deleteMetadataDocument({ params: { id: found.id } });
    if (json) printJson(context, found);
    else context.out.print(context.t('import.forgotten', { name: found.name }));
    return EXIT.OK;
  });

/** `mqferry meta export`. Throws CLI_FILE_UNWRITABLE. */
export const exportMetadata = async (
  wanted: string,
  options: ExportOptions,
  context: Context,
): Promise<ExitCode> => {
  const passphrase = options.withSecrets ? await newPassphrase(options, context) : undefined;
  return withService(context, async (client) => {
    const { id } = await findCluster(client, wanted);
    const body = passphrase === undefined ? {} : { passphrase: new Hidden(passphrase) };
    const document = await client.exportRocketmqMetadata({ params: { id }, body });
    const file = resolve(options.output);
    await writeNew(file, `${JSON.stringify(document, undefined, 2)}\n`);
    if (options.json) printJson(context, { file });
    else context.out.print(context.t('rocketmq.exported', { file }));
    return EXIT.OK;
  });
};
