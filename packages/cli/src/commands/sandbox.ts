import type {
  KafkaOptions,
  KafkaVersion,
  Listener,
  RocketmqOptions,
  RocketmqVersion,
  SandboxOptions,
  SaslMechanism,
} from '@mqferry/sandbox';
import { Option } from 'commander';
import { cliErrors } from '../cli-errors.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { AddCommand } from './command.ts';

interface UpOptions {
  readonly kafka?: string;
  readonly brokers?: string;
  readonly listeners?: string;
  readonly mechanisms?: string;
  readonly users?: string;
  readonly rocketmq?: string;
  readonly nameServers?: string;
  readonly masters?: string;
  readonly slave?: boolean;
  readonly acl?: boolean;
  readonly proxy?: boolean;
  readonly ports?: string;
  readonly directory?: string;
  readonly name?: string;
}

const DEFAULTS = { kafka: '4.3.1', mechanism: 'SCRAM-SHA-512', users: 'demo:demo-secret' };

const list = (text: string): string[] => text.split(',').map((word) => word.trim());

const parseUsers = (text: string): Record<string, string> =>
  Object.fromEntries(
    list(text).map((pair) => {
      const colon = pair.indexOf(':');
      return colon < 0 ? [pair, ''] : [pair.slice(0, colon), pair.slice(colon + 1)];
    }),
  );

const commonOptions = ({ ports, directory, name }: UpOptions) => ({
  ...(ports === undefined ? {} : { ports: list(ports).map(Number) }),
  ...(directory === undefined ? {} : { directory }),
  ...(name === undefined ? {} : { name }),
});

const kafkaOptions = (options: UpOptions): KafkaOptions => {
  const { kafka, brokers, listeners, mechanisms, users } = options;
  const named = listeners === undefined ? [] : (list(listeners) as Listener[]);
  const usesSasl = named.some((listener) => listener.startsWith('SASL'));
  return {
    version: (kafka ?? DEFAULTS.kafka) as KafkaVersion,
    ...(brokers === undefined ? {} : { brokers: Number(brokers) as 1 | 3 }),
    ...(named.length > 0 ? { listeners: named } : {}),
    ...(usesSasl
      ? {
          sasl: {
            mechanisms: list(mechanisms ?? DEFAULTS.mechanism) as SaslMechanism[],
            users: parseUsers(users ?? DEFAULTS.users),
          },
        }
      : {}),
    ...commonOptions(options),
  };
};

/** Options that are only for RocketMQ. */
const ROCKETMQ_OPTIONS = ['nameServers', 'masters', 'slave', 'acl', 'proxy'] as const;

const rocketmqOptions = (version: string, options: UpOptions): RocketmqOptions => {
  const { nameServers, masters, slave, acl, proxy } = options;
  return {
    version: version as RocketmqVersion,
    ...(nameServers === undefined ? {} : { nameServers: Number(nameServers) as 1 | 2 }),
    ...(masters === undefined ? {} : { masters: Number(masters) as 1 | 2 }),
    ...(slave === undefined ? {} : { slave }),
    ...(acl === undefined ? {} : { acl }),
    ...(proxy === undefined ? {} : { proxy }),
    ...commonOptions(options),
  };
};

/**
 * What the sandbox is asked for; it checks the values itself (SANDBOX_OPTION_INVALID).
 * Throws CLI_OPTION_MISSING for an option that only RocketMQ has.
 */
export const sandboxOptions = (options: UpOptions): SandboxOptions => {
  if (options.rocketmq !== undefined) return { rocketmq: rocketmqOptions(options.rocketmq, options) };
  if (ROCKETMQ_OPTIONS.some((option) => options[option] !== undefined)) {
    throw cliErrors.CLI_OPTION_MISSING({ option: '--rocketmq', help: 'mqferry sandbox up --help' });
  }
  return { kafka: kafkaOptions(options) };
};

const printJson = ({ out }: Context, value: unknown): void => out.print(JSON.stringify(value, undefined, 2));

const up = async (options: UpOptions, context: Context): Promise<ExitCode> => {
  const { world, err, t } = context;
  const wanted = sandboxOptions(options);
  const started =
    'kafka' in wanted
      ? { product: 'Kafka', version: wanted.kafka.version }
      : { product: 'RocketMQ', version: wanted.rocketmq.version };
  err.print(t('sandbox.starting', started));
  printJson(context, await world.services.sandboxUp(wanted));
  return EXIT.OK;
};

const down = async (which: string, context: Context): Promise<ExitCode> => {
  printJson(context, { stopped: await context.world.services.sandboxDown(which) });
  return EXIT.OK;
};

/** `mqferry sandbox up|down|list`; each prints JSON. */
export const addSandbox: AddCommand = (program, context, settle) => {
  const { t, world } = context;
  const sandbox = program.command('sandbox').description(t('help.sandbox'));
  sandbox
    .command('up')
    .description(t('help.sandboxUp'))
    .option('--kafka <VERSION>', t('option.kafka', { default: DEFAULTS.kafka }))
    .option('--brokers <1|3>', t('option.brokers'))
    .option('--listeners <LIST>', t('option.listeners'))
    .option('--mechanisms <LIST>', t('option.mechanisms', { default: DEFAULTS.mechanism }))
    .option('--users <NAME:PASSWORD,…>', t('option.users', { default: DEFAULTS.users }))
    .addOption(
      new Option('--rocketmq <VERSION>', t('option.rocketmq')).conflicts([
        'kafka',
        'brokers',
        'listeners',
        'mechanisms',
        'users',
      ]),
    )
    .option('--name-servers <1|2>', t('option.nameServers'))
    .option('--masters <1|2>', t('option.masters'))
    .option('--slave', t('option.slave'))
    .option('--acl', t('option.acl'))
    .option('--proxy', t('option.proxy'))
    .option('--ports <LIST>', t('option.ports'))
    .option('--directory <DIR>', t('option.directory'))
    .option('--name <NAME>', t('option.name'))
    .action(async (options: UpOptions) => settle(await up(options, context)));
  sandbox
    .command('down')
    .description(t('help.sandboxDown'))
    .argument('<NAME|all>', t('argument.sandbox'))
    .action(async (which: string) => settle(await down(which, context)));
  sandbox
    .command('list')
    .description(t('help.sandboxList'))
    .action(async () => {
      printJson(context, await world.services.sandboxList());
      settle(EXIT.OK);
    });
};
