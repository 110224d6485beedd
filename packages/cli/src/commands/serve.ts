import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseCount } from '../arguments/count.ts';
import { parseListenAddress } from '../arguments/listen-address.ts';
import { cliErrors } from '../cli-errors.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withInterrupts } from '../interrupts.ts';
import { versionOf } from '../version.ts';
import type { AddCommand } from './command.ts';

interface ServeOptions {
  readonly data?: string;
  readonly database?: string;
  readonly listen?: string;
  readonly keyFile?: string;
  readonly behindHttps?: true;
  readonly allowNetworks?: string;
  readonly keepTasks?: string;
  readonly oidcIssuer?: string;
  readonly oidcClientId?: string;
  readonly oidcClientSecretFile?: string;
  readonly oidcRoleClaim?: string;
  readonly oidcAdministrators?: string;
  readonly oidcOperators?: string;
  readonly oidcViewers?: string;
  readonly oidcScopes?: string;
  readonly oidcName?: string;
}

/** As good as for ever: a hundred years. */
const LONGEST_DAYS = 36_500n;
const DEFAULT_LISTEN = '127.0.0.1:7430';

/** The folder for data unless --data names one: $XDG_DATA_HOME/mqferry, else ~/.local/share/mqferry. */
const defaultDataFolder = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_DATA_HOME || join(env.HOME || homedir(), '.local', 'share'), 'mqferry');

/** Without what is empty, which would be a value that anybody may have. */
const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** What the options say of a provider of identities, if anything. Throws CLI_OIDC_INCOMPLETE. */
const oidcOf = (options: ServeOptions) => {
  const { oidcIssuer, oidcClientId, oidcClientSecretFile, oidcRoleClaim, oidcViewers } = options;
  const isWanted = Object.keys(options).some((name) => name.startsWith('oidc'));
  if (!isWanted) return undefined;
  if (oidcIssuer === undefined || oidcClientId === undefined || oidcClientSecretFile === undefined)
    throw cliErrors.CLI_OIDC_INCOMPLETE({});
  return {
    ...{ issuer: oidcIssuer, clientId: oidcClientId, clientSecretFile: oidcClientSecretFile },
    roleClaim: oidcRoleClaim ?? 'groups',
    administrators: listOf(options.oidcAdministrators ?? ''),
    operators: listOf(options.oidcOperators ?? ''),
    viewers: oidcViewers === undefined ? undefined : listOf(oidcViewers),
    ...{ scopes: options.oidcScopes, name: options.oidcName },
  };
};

/** Throws CLI_COUNT_INVALID. */
const daysOf = (text: string): number => {
  const days = parseCount('--keep-tasks', text);
  return days > LONGEST_DAYS ? Number(LONGEST_DAYS) : Number(days);
};

const serve = async (options: ServeOptions, context: Context): Promise<ExitCode> => {
  const { world, out, err, t } = context;
  const { host, port } = parseListenAddress('--listen', options.listen ?? DEFAULT_LISTEN);
  const folder = options.data ?? defaultDataFolder(world.env);
  const { keyFile: file, database: url, behindHttps } = options;
  await withInterrupts(
    world,
    { onFirst: () => err.print(t('serve.stopping')), onSecond: () => err.print(t('interrupt.now')) },
    async (signal) => {
      const starting = world.services.startService({
        ...{ host, port, folder, version: versionOf(), secureCookies: behindHttps ?? false },
        ...{ database: url, key: { text: world.env.MQFERRY_KEY, file }, log: world.stderr },
        networks: options.allowNetworks === undefined ? undefined : listOf(options.allowNetworks),
        keptDays: options.keepTasks === undefined ? undefined : daysOf(options.keepTasks),
        oidc: oidcOf(options),
        ...{ signal, onStandby: () => out.print(t('serve.standby')) },
      });
      const service = await starting.catch((error: unknown) => {
        // A node that waits for its turn is told to stop.
        if (signal.aborted) return undefined;
        throw error;
      });
      if (!service) return;
      out.print(t('serve.at', { url: service.url }));
      if (service.firstStartToken !== undefined)
        out.print(t('serve.firstStart', { token: service.firstStartToken }));
      const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
      try {
        if (!signal.aborted) await Promise.race([stopped, service.lost]);
      } finally {
        await service.close();
      }
    },
  );
  return EXIT.OK;
};

/** `mqferry serve`. */
export const addServe: AddCommand = (program, context, settle) => {
  const { t, world } = context;
  program
    .command('serve')
    .description(t('help.serve'))
    .option('--data <DIR>', t('option.data', { default: defaultDataFolder(world.env) }))
    .option('--database <URL>', t('option.database'))
    .option('--listen <HOST:PORT>', t('option.listen', { default: DEFAULT_LISTEN }))
    .option('--key-file <FILE>', t('option.keyFile'))
    .option('--behind-https', t('option.behindHttps'))
    .option('--allow-networks <CIDR,…>', t('option.allowNetworks'))
    .option('--keep-tasks <DAYS>', t('option.keepTasks'))
    .option('--oidc-issuer <URL>', t('option.oidcIssuer'))
    .option('--oidc-client-id <ID>', t('option.oidcClientId'))
    .option('--oidc-client-secret-file <FILE>', t('option.oidcClientSecretFile'))
    .option('--oidc-role-claim <NAME>', t('option.oidcRoleClaim'))
    .option('--oidc-administrators <VALUE,…>', t('option.oidcAdministrators'))
    .option('--oidc-operators <VALUE,…>', t('option.oidcOperators'))
    .option('--oidc-viewers <VALUE,…>', t('option.oidcViewers'))
    .option('--oidc-scopes <SCOPES>', t('option.oidcScopes'))
    .option('--oidc-name <NAME>', t('option.oidcName'))
    .action(async (options: ServeOptions) => settle(await serve(options, context)));
};
