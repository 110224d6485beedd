import type { Command } from 'commander';
import type { Context } from '../context.ts';

/** --from and --from-config of a command that reads one cluster. */
export const addSourceOptions = (command: Command, { t }: Context): Command =>
  command
    .option('--from <BOOTSTRAP>', t('option.cluster'))
    .option('--from-config <FILE>', t('option.clusterConfig'));

/** Both sides. */
export const addPairOptions = (command: Command, { t }: Context): Command =>
  command
    .option('--from <BOOTSTRAP>', t('option.from'))
    .option('--to <BOOTSTRAP>', t('option.to'))
    .option('--from-config <FILE>', t('option.fromConfig'))
    .option('--to-config <FILE>', t('option.toConfig'));

/** --topics and --exclude. */
export const addTopicOptions = (command: Command, { t }: Context): Command =>
  command.option('--topics <REGEX>', t('option.topics')).option('--exclude <REGEX>', t('option.exclude'));
