import type { Command } from 'commander';
import { wrap } from '../../render/width.ts';
import type { ConnectionOptions } from '../../service/clusters.ts';
import type { AddCommand } from '../command.ts';
import { addRocketmqOptions } from '../rocketmq-options.ts';

const service = () => import('../../service/commands.ts');

/** `mqferry cluster list|add|change|test|remove`. */
export const addCluster: AddCommand = (program, context, settle) => {
  const { t, out } = context;
  const parent = program.command('cluster').description(t('help.cluster'));
  const add = (usage: string, description: string): Command =>
    parent.command(usage).description(description).option('--json', t('option.serviceJson'));
  const withConnection = (command: Command): Command =>
    addRocketmqOptions(
      command
        .option('--config <FILE>', t('option.connection'))
        .option('--bootstrap <ADDRESSES>', t('option.bootstrap')),
      context,
    );

  add('list', t('help.clusterList')).action(async (options: { json?: true }) =>
    settle(await (await service()).listClusters(options, context)),
  );
  withConnection(add('add', t('help.clusterAdd')).argument('<NAME>', t('argument.newName')))
    .addHelpText('after', `\n${wrap(t('help.clusterFiles'), Math.min(out.columns, 120)).join('\n')}`)
    .action(async (name: string, options: ConnectionOptions) =>
      settle(await (await service()).addCluster(name, options, context)),
    );
  withConnection(
    add('change', t('help.clusterChange'))
      .argument('<NAME>', t('argument.cluster'))
      .option('--name <NAME>', t('argument.newName')),
  ).action(async (wanted: string, options: ConnectionOptions & { name?: string }) =>
    settle(await (await service()).changeCluster(wanted, options, context)),
  );
  withConnection(add('test', t('help.clusterTest')).argument('[NAME]', t('argument.cluster'))).action(
    async (wanted: string | undefined, options: ConnectionOptions) =>
      settle(await (await service()).testCluster(wanted, options, context)),
  );
  add('remove', t('help.clusterRemove'))
    .argument('<NAME>', t('argument.cluster'))
    .action(async (name: string, options: { json?: true }) =>
      settle(await (await service()).removeCluster(name, options, context)),
    );
};
