import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import type {
  CopyAclsOptions,
  CopyQuotasOptions,
  CopyTopicsOptions,
  CopyUsersOptions,
} from '../../service/copies.ts';
import type { ExportOptions } from '../../service/import-documents.ts';
import type {
  CompareOptions,
  ListAclsOptions,
  ListGroupsOptions,
  ListTopicsOptions,
} from '../../service/inventory.ts';
import type { AddCommand, Settle } from '../command.ts';

const service = () => import('../../service/commands.ts');

type Add = (parent: Command, name: string, description: string) => Command;

const repeated = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const addLists = (parent: Command, add: Add, { t }: Context): Readonly<Record<string, Command>> => {
  const list = (name: string, description: string): Command =>
    add(parent, name, description)
      .argument('<CLUSTER>', t('argument.cluster'))
      .option('--search <TEXT>', t('option.metaSearch'));
  const spaced = (command: Command): Command =>
    command.option('--namespace <NAME>', t('option.metaNamespace'));
  return {
    topics: spaced(list('topics', t('help.metaTopics')))
      .option('--internal', t('option.metaInternal'))
      .option('--health <STATE>', t('option.metaHealth')),
    groups: spaced(list('groups', t('help.metaGroups')))
      .option('--topic <TOPIC>', t('option.metaTopic'))
      .option('--state <STATE>', t('option.metaState'))
      .option('--offsets-topic', t('option.metaOffsetsTopic')),
    acls: list('acls', t('help.metaAcls')).option('--principal <PRINCIPAL>', t('option.metaPrincipal')),
    users: list('users', t('help.metaUsers')),
    quotas: list('quotas', t('help.metaQuotas')),
  };
};

const addCopies = (parent: Command, add: Add, context: Context, settle: Settle): void => {
  const { t } = context;
  const copies = parent.command('copy').description(t('help.metaCopy'));
  const copy = (name: string, description: string): Command =>
    add(copies, name, description)
      .requiredOption('--from <CLUSTER>', t('option.metaFrom'))
      .requiredOption('--to <CLUSTER>', t('option.metaTo'))
      .option('--commit', t('option.metaCommit'));
  copy('topics', t('help.metaCopyTopics'))
    .option('--topics <REGEX>', t('option.metaCopyTopics'))
    .option('--zookeeper <ADDRESS>', t('option.metaZookeeper'))
    .option('--replication-factor <COUNT>', t('option.metaFactor'))
    .option('--partitions <TOPIC=COUNT>', t('option.metaPartitions'), repeated)
    .action(async (options: CopyTopicsOptions) =>
      settle(await (await service()).copyTopics(options, context)),
    );
  copy('acls', t('help.metaCopyAcls'))
    .option('--principal <PRINCIPAL>', t('option.metaPrincipal'), repeated)
    .action(async (options: CopyAclsOptions) => settle(await (await service()).copyAcls(options, context)));
  copy('users', t('help.metaCopyUsers'))
    .option('--user <NAME>', t('option.metaUser'), repeated)
    .option('--passwords <FILE>', t('option.metaPasswords'))
    .option('--generate <FILE>', t('option.metaGenerate'))
    .action(async (options: CopyUsersOptions) => settle(await (await service()).copyUsers(options, context)));
  copy('quotas', t('help.metaCopyQuotas'))
    .option('--quota <NAME>', t('option.metaQuota'), repeated)
    .action(async (options: CopyQuotasOptions) =>
      settle(await (await service()).copyQuotas(options, context)),
    );
};

/** `mqferry meta topics|groups|acls|users|quotas|compare|copy|export`. */
export const addMeta: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program.command('meta').description(t('help.meta'));
  const add: Add = (under, name, description) =>
    under.command(name).description(description).option('--json', t('option.serviceJson'));
  const lists = addLists(parent, add, context);
  lists.topics!.action(async (cluster: string, options: ListTopicsOptions) =>
    settle(await (await service()).listClusterTopics(cluster, options, context)),
  );
  lists.groups!.action(async (cluster: string, options: ListGroupsOptions) =>
    settle(await (await service()).listClusterGroups(cluster, options, context)),
  );
  lists.acls!.action(async (cluster: string, options: ListAclsOptions) =>
    settle(await (await service()).listClusterAcls(cluster, options, context)),
  );
  lists.users!.action(async (cluster: string, options: ListAclsOptions) =>
    settle(await (await service()).listClusterUsers(cluster, options, context)),
  );
  lists.quotas!.action(async (cluster: string, options: ListAclsOptions) =>
    settle(await (await service()).listClusterQuotas(cluster, options, context)),
  );
  add(parent, 'compare', t('help.metaCompare'))
    .argument('<KIND>', t('argument.kind'))
    .requiredOption('--from <CLUSTER>', t('option.metaFrom'))
    .requiredOption('--to <CLUSTER>', t('option.metaTo'))
    .option('--outcome <OUTCOME>', t('option.metaOutcome'))
    .option('--search <TEXT>', t('option.metaSearch'))
    .action(async (kind: string, options: CompareOptions) =>
      settle(await (await service()).compareClusters(kind, options, context)),
    );
  addCopies(parent, add, context, settle);
  add(parent, 'export', t('help.metaExport'))
    .argument('<CLUSTER>', t('argument.cluster'))
    .requiredOption('--output <FILE>', t('option.exportOutput'))
    .option('--with-secrets', t('option.rocketmqWithSecrets'))
    .option('--secrets-passphrase-file <FILE>', t('option.rocketmqPassphraseFile'))
    .action(async (cluster: string, options: ExportOptions) =>
      settle(await (await service()).exportMetadata(cluster, options, context)),
    );
};
