import type { Command } from 'commander';
import type { Context } from '../context.ts';

/** Values of an option that may be given several times. */
export const repeated = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** How a cluster of RocketMQ is reached. */
export const addRocketmqOptions = (command: Command, { t }: Context): Command =>
  command
    .option('--name-servers <HOST:PORT;…>', t('option.rocketmqNameServers'))
    .option('--cluster <NAME>', t('option.rocketmqCluster'))
    .option('--access-key <KEY>', t('option.rocketmqAccessKey'))
    .option('--secret-key-file <FILE>', t('option.rocketmqSecretKeyFile'))
    .option('--tls', t('option.rocketmqTls'))
    .option('--tls-ca <FILE>', t('option.rocketmqTlsCa'))
    .option('--tls-any-name', t('option.rocketmqTlsAnyName'));

/** What of a document is imported, and how. */
export const addChoiceOptions = (command: Command, { t }: Context): Command =>
  command
    .option('--namespace <NAME>', t('option.rocketmqNamespace'))
    .option('--topics <REGEX>', t('option.rocketmqTopics'), repeated)
    .option('--groups <REGEX>', t('option.rocketmqGroups'), repeated)
    .option('--users <REGEX>', t('option.rocketmqUsers'), repeated)
    .option('--no-users', t('option.rocketmqNoUsers'))
    .option('--special-topics', t('option.rocketmqSpecialTopics'))
    .option('--queues <MIN-MAX>', t('option.rocketmqQueues'))
    .option('--source-masters <COUNT>', t('option.rocketmqSourceMasters'))
    .option('--message-type <TYPE>', t('option.rocketmqMessageType'), repeated)
    .option('--existing <WHAT>', t('option.rocketmqExisting'))
    .option('--white-addresses <WHAT>', t('option.rocketmqWhiteAddresses'));
