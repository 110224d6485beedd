import type { ApplyOptions } from '../../service/apply.ts';
import type { AddCommand } from '../command.ts';

const service = () => import('../../service/commands.ts');

/** `mqferry apply`. */
export const addApply: AddCommand = (program, context, settle) => {
  const { t } = context;
  program
    .command('apply')
    .description(t('help.apply'))
    .requiredOption('-f, --file <FILE>', t('option.declaration'))
    .option('--dry-run', t('option.applyDryRun'))
    .addOption(program.createOption('--start', t('option.applyStart')).conflicts('dryRun'))
    .option('--yes', t('option.yes'))
    .option('--json', t('option.serviceJson'))
    .addHelpText('after', `\n${t('help.applyExample')}`)
    .action(async (options: ApplyOptions) => settle(await (await service()).apply(options, context)));
};
