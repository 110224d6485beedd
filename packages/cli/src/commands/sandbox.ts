import type { KafkaOptions, KafkaVersion, Listener, SaslMechanism } from '@mqferry/sandbox';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { AddCommand } from './command.ts';

interface UpOptions {
  readonly kafka?: string;
  readonly brokers?: string;
  readonly listeners?: string;
  readonly mechanisms?: string;
  readonly users?: string;
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

/** What the sandbox is asked for; it checks the values itself (SANDBOX_OPTION_INVALID). */
export const sandboxOptions = (options: UpOptions): KafkaOptions => {
  const { kafka, brokers, listeners, mechanisms, users, ports, directory, name } = options;
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
    ...(ports === undefined ? {} : { ports: list(ports).map(Number) }),
    ...(directory === undefined ? {} : { directory }),
    ...(name === undefined ? {} : { name }),
  };
};

const printJson = ({ out }: Context, value: unknown): void => out.print(JSON.stringify(value, undefined, 2));

const up = async (options: UpOptions, context: Context): Promise<ExitCode> => {
  const { world, err, t } = context;
  const wanted = sandboxOptions(options);
  err.print(t('sandbox.starting', { version: wanted.version }));
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
