import type { Command } from 'commander';
import { defaultThreads } from '../arguments/threads.ts';
import type { Context } from '../context.ts';
import { defaultStateFolder } from '../state-paths.ts';

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

/** How a copy runs, whoever takes part in it. */
export const addCopyOptions = (command: Command, { t, world }: Context): Command =>
  command
    .option('--groups <REGEX>', t('option.groupsCopied'))
    .option('--mapped <REGEX>', t('option.mapped'))
    .option('--max-holes <COUNT>', t('option.maxHoles'))
    .option('--rate <BYTES/s>', t('option.rate'))
    .option('--session-timeout <SECONDS>', t('option.sessionTimeout'))
    .option('--threads <N>', t('option.threads', { default: String(defaultThreads()) }))
    .option('--metrics <HOST:PORT>', t('option.metrics'))
    .option('--json', t('option.json'))
    .option('--state <DIR>', t('option.state', { default: defaultStateFolder(world.env) }));

/** --topics and --exclude. */
export const addTopicOptions = (command: Command, { t }: Context): Command =>
  command.option('--topics <REGEX>', t('option.topics')).option('--exclude <REGEX>', t('option.exclude'));
