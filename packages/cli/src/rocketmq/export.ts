import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { METADATA_FORMAT, metadataText, readPlainAcl, sealSecrets } from '@mqferry/replication';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { askText } from '../prompts.ts';
import { emit } from '../render/json.ts';
import { documentLines } from '../render/rocketmq/document.ts';
import { type ConnectOptions, withRocketmq } from './connect.ts';
import { textOf, writeNew } from './files.ts';
import { newPassphrase, type PassphraseOptions } from './passphrase.ts';

export interface ExportOptions extends ConnectOptions, PassphraseOptions {
  readonly output?: string;
  readonly withSecrets?: true;
  readonly acl?: readonly string[];
  readonly json?: true;
}

const FILE = `${METADATA_FORMAT}.json`;

const freshFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'mqferry-rocketmq-'));

/** The folder that is named or typed, or a fresh one. */
const folderOf = async ({ output }: ExportOptions, context: Context): Promise<string> => {
  if (output !== undefined) return output;
  if (!context.world.stdin.isTTY) return freshFolder();
  return (await askText(context.t('rocketmq.ask.output'), '--output', context)) || freshFolder();
};

/** What is missing from the document is missing because a broker could not be read. */
const isWhole = (warnings: readonly { readonly code: string }[]): boolean =>
  warnings.every(({ code }) => code !== 'METADATA_BROKER_UNREACHABLE');

/** `mqferry rocketmq export`: writes one document. Exit code 1 when a broker could not be read. */
export const exportCluster = async (options: ExportOptions, context: Context): Promise<ExitCode> => {
  const { out, t, world } = context;
  const acl = await Promise.all(
    (options.acl ?? []).map(async (file) => readPlainAcl({ file, text: await textOf(file) })),
  );
  const { document, secrets } = await withRocketmq('cluster', options, context, ({ admin, cluster }) =>
    world.services.rocketmq.exportMetadata(admin, cluster, { acl, now: world.now }),
  );
  const sealed = options.withSecrets && (await sealSecrets(secrets, await newPassphrase(options, context)));
  const file = resolve(await folderOf(options, context), FILE);
  const whole = sealed ? { ...document, secrets: sealed } : document;
  await writeNew(file, metadataText(whole));
  const exitCode = isWhole(document.warnings) ? EXIT.OK : EXIT.FAILED;
  if (options.json) {
    const { topics, groups, namespaces, warnings } = document;
    const counts = { topics: topics.length, groups: groups.length, namespaces: namespaces.length };
    emit(context, { type: 'report', command: 'rocketmq export', exitCode, file, ...counts, warnings });
  } else
    out.print(
      ...documentLines(whole, context),
      '',
      t('rocketmq.exported', { file }),
      t('rocketmq.nextImport', { file }),
    );
  return exitCode;
};
