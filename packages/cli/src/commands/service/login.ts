import type { LoginOptions } from '../../service/login.ts';
import { loginPath } from '../../service/login-file.ts';
import type { AddCommand } from '../command.ts';

// What talks to the service is loaded by the commands that do only: the others start without it.
const service = () => import('../../service/commands.ts');

/** `mqferry login|logout|whoami`. */
export const addLogin: AddCommand = (program, context, settle) => {
  const { t, world } = context;
  program
    .command('login')
    .description(t('help.login'))
    .argument('<URL>', t('argument.url'))
    .option('--token-stdin', t('option.tokenStdin'))
    .addOption(program.createOption('--claim', t('option.claim')).conflicts('tokenStdin'))
    .option('--json', t('option.serviceJson'))
    .addHelpText('after', `\n${t('help.loginEnvironment', { file: loginPath(world.env) })}`)
    .action(async (url: string, options: LoginOptions) =>
      settle(await (await service()).login(url, options, context)),
    );
  program
    .command('logout')
    .description(t('help.logout'))
    .action(async () => settle(await (await service()).logout(context)));
  program
    .command('whoami')
    .description(t('help.whoAmI'))
    .option('--json', t('option.serviceJson'))
    .action(async (options: { json?: true }) => settle(await (await service()).whoAmI(options, context)));
};
