import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import type {
  CreateImportOptions,
  ListImportsOptions,
  PlanImportOptions,
  ShowImportOptions,
  StartImportOptions,
} from '../../service/imports.ts';
import type { AddCommand, Settle } from '../command.ts';
import { addChoiceOptions, repeated } from '../rocketmq-options.ts';

const service = () => import('../../service/commands.ts');

type Add = (name: string, description: string) => Command;

const addPlans = (add: Add, context: Context, settle: Settle): void => {
  const { t } = context;
  const withChoice = (command: Command): Command =>
    addChoiceOptions(command, context)
      .option('--brokers <NAMES>', t('option.rocketmqBrokers'))
      .option('--all-rows', t('option.rocketmqAllRows'));
  withChoice(
    add('create', t('help.importCreate'))
      .argument('<NAME>', t('argument.newName'))
      .argument('[FILE...]', t('argument.metadataFile'))
      .requiredOption('--to <CLUSTER>', t('option.importTo'))
      .option('--from <CLUSTER>', t('option.importFrom'))
      .option('--document <DOCUMENT>', t('option.importDocument'))
      .option('--acl <FILE>', t('option.rocketmqAcl'), repeated)
      .option('--secrets-passphrase-file <FILE>', t('option.rocketmqPassphraseFile')),
  )
    .addHelpText('after', `\n${t('help.importCreateExample')}`)
    .action(async (name: string, files: readonly string[], options: CreateImportOptions) =>
      settle(await (await service()).createImport(name, files, options, context)),
    );
  withChoice(add('plan', t('help.importPlan')).argument('<IMPORT>', t('argument.import'))).action(
    async (wanted: string, options: PlanImportOptions) =>
      settle(await (await service()).planImport(wanted, options, context)),
  );
};

/** `mqferry import …`. */
export const addImport: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program.command('import').description(t('help.import'));
  const add: Add = (name, description) =>
    parent.command(name).description(description).option('--json', t('option.serviceJson'));
  const addFor = (name: string, description: string): Command =>
    add(name, description).argument('<IMPORT>', t('argument.import'));
  add('list', t('help.importList'))
    .option('--state <STATE>', t('option.importState'))
    .action(async (options: ListImportsOptions) =>
      settle(await (await service()).listImports(options, context)),
    );
  addPlans(add, context, settle);
  addFor('show', t('help.importShow'))
    .option('--all-rows', t('option.rocketmqAllRows'))
    .action(async (wanted: string, options: ShowImportOptions) =>
      settle(await (await service()).showImport(wanted, options, context)),
    );
  addFor('start', t('help.importStart'))
    .option('--all-rows', t('option.rocketmqAllRows'))
    .option('--yes', t('option.yes'))
    .action(async (wanted: string, options: StartImportOptions) =>
      settle(await (await service()).startImport(wanted, options, context)),
    );
  for (const [name, description] of [
    ['split', t('help.importSplit')],
    ['retry', t('help.importRetry')],
    ['cancel', t('help.importCancel')],
    ['watch', t('help.importWatch')],
    ['delete', t('help.importDelete')],
  ] as const)
    addFor(name, description).action(async (wanted: string, options: { json?: true }) =>
      settle(await (await service()).changeImport(name, wanted, options, context)),
    );
  add('documents', t('help.importDocuments')).action(async (options: { json?: true }) =>
    settle(await (await service()).listDocuments(options, context)),
  );
  add('forget', t('help.importForget'))
    .argument('<DOCUMENT>', t('argument.document'))
    .action(async (wanted: string, options: { json?: true }) =>
      settle(await (await service()).forgetDocument(wanted, options, context)),
    );
};
