import type { ImportOptions } from '../rocketmq/import.ts';
import type { InspectOptions } from '../rocketmq/inspect.ts';
import type { AddCommand } from './command.ts';
import { describeExport } from './rocketmq-export.ts';
import { addChoiceOptions, addRocketmqOptions, repeated } from './rocketmq-options.ts';
import { addSeamless } from './service/seamless.ts';

const rocketmq = () => import('../rocketmq/commands.ts');

/** `mqferry rocketmq export|import|inspect|migration`. */
export const addRocketmq: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program.command('rocketmq').description(t('help.rocketmq'));
  describeExport(parent.command('export'), context, settle).addHelpText(
    'after',
    `\n${t('help.rocketmqExportExample')}`,
  );
  addChoiceOptions(
    addRocketmqOptions(parent.command('import'), context)
      .description(t('help.rocketmqImport'))
      .argument('<FILE...>', t('argument.metadataFile')),
    context,
  )
    .option('--acl <FILE>', t('option.rocketmqAcl'), repeated)
    .option('--secrets-passphrase-file <FILE>', t('option.rocketmqPassphraseFile'))
    .option('--brokers <NAMES>', t('option.rocketmqBrokers'))
    .option('--part <NAME>', t('option.rocketmqPart'))
    .option('--all-parts', t('option.rocketmqAllParts'))
    .option('--dry-run', t('option.rocketmqDryRun'))
    .option('--all-rows', t('option.rocketmqAllRows'))
    .option('--yes', t('option.yes'))
    .option('--result <FILE>', t('option.rocketmqResult'))
    .option('--retry-failed <FILE>', t('option.rocketmqRetryFailed'))
    .option('--json', t('option.json'))
    .addHelpText('after', `\n${t('help.rocketmqImportExample')}`)
    .action(async (files: readonly string[], options: ImportOptions) =>
      settle(await (await rocketmq()).importMetadata(files, options, context)),
    );
  parent
    .command('inspect')
    .description(t('help.rocketmqInspect'))
    .argument('<FILE...>', t('argument.metadataFile'))
    .option('--acl <FILE>', t('option.rocketmqAcl'), repeated)
    .option('--json', t('option.json'))
    .action(async (files: readonly string[], options: InspectOptions) =>
      settle(await (await rocketmq()).inspectMetadata(files, options, context)),
    );
  addSeamless(parent, context, settle);
};
