import type { AddCommand } from './command.ts';
import { type MigrateOptions, migrate } from './migrate.ts';
import { addCopyOptions, addPairOptions, addTopicOptions } from './shared-options.ts';

/** `mqferry worker`. */
export const addWorker: AddCommand = (program, context, settle) => {
  const { t } = context;
  const command = program.command('worker').description(t('help.worker'));
  addPairOptions(command, context);
  addTopicOptions(command, context);
  addCopyOptions(command, context)
    .requiredOption('--replication <NAME>', t('option.replication'))
    .addHelpText('after', `\n${t('help.workerExample')}`)
    .action(async (options: MigrateOptions) => settle(await migrate({ ...options, follow: true }, context)));
};
