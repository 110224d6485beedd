import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { ExportOptions } from '../rocketmq/export.ts';
import type { Settle } from './command.ts';
import { addRocketmqOptions, repeated } from './rocketmq-options.ts';

/** The options of an export, and what it does, for `mqferry rocketmq export` and for the program of its own. */
export const describeExport = (command: Command, context: Context, settle: Settle): Command => {
  const { t } = context;
  return addRocketmqOptions(command, context)
    .description(t('help.rocketmqExport'))
    .option('--output <FOLDER>', t('option.rocketmqOutput'))
    .option('--with-secrets', t('option.rocketmqWithSecrets'))
    .option('--secrets-passphrase-file <FILE>', t('option.rocketmqPassphraseFile'))
    .option('--acl <FILE>', t('option.rocketmqAcl'), repeated)
    .option('--json', t('option.json'))
    .action(async (options: ExportOptions) => {
      const { exportCluster } = await import('../rocketmq/export.ts');
      settle(await exportCluster(options, context));
    });
};
