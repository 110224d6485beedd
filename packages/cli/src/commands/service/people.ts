import type { Command } from 'commander';
import type { NewTokenOptions, NewUserOptions } from '../../service/people.ts';
import type { AddCommand } from '../command.ts';

const service = () => import('../../service/commands.ts');

/** `mqferry user list|add|role|password|remove`. */
export const addUser: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program.command('user').description(t('help.user'));
  const add = (usage: string, description: string): Command =>
    parent.command(usage).description(description).option('--json', t('option.serviceJson'));

  add('list', t('help.userList')).action(async (options: { json?: true }) =>
    settle(await (await service()).listUsers(options, context)),
  );
  add('add', t('help.userAdd'))
    .argument('<NAME>', t('argument.newName'))
    .requiredOption('--role <ROLE>', t('option.role'))
    .option('--password-stdin', t('option.passwordStdin'))
    .action(async (name: string, options: NewUserOptions) =>
      settle(await (await service()).addUser(name, options, context)),
    );
  add('role', t('help.userRole'))
    .argument('<NAME>', t('argument.user'))
    .argument('<ROLE>', t('option.role'))
    .action(async (name: string, role: string, options: { json?: true }) =>
      settle(await (await service()).changeRole(name, role, options, context)),
    );
  add('password', t('help.userPassword'))
    .argument('<NAME>', t('argument.user'))
    .option('--password-stdin', t('option.passwordStdin'))
    .action(async (name: string, options: { json?: true; passwordStdin?: true }) =>
      settle(await (await service()).changePassword(name, options, context)),
    );
  add('remove', t('help.userRemove'))
    .argument('<NAME>', t('argument.user'))
    .action(async (name: string, options: { json?: true }) =>
      settle(await (await service()).removeUser(name, options, context)),
    );
};

/** `mqferry token list|add|remove`. */
export const addToken: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program.command('token').description(t('help.token'));
  const add = (usage: string, description: string): Command =>
    parent.command(usage).description(description).option('--json', t('option.serviceJson'));

  add('list', t('help.tokenList')).action(async (options: { json?: true }) =>
    settle(await (await service()).listTokens(options, context)),
  );
  add('add', t('help.tokenAdd'))
    .argument('<NAME>', t('argument.newName'))
    .requiredOption('--role <ROLE>', t('option.role'))
    .option('--expires <TIME>', t('option.expires'))
    .action(async (name: string, options: NewTokenOptions) =>
      settle(await (await service()).addToken(name, options, context)),
    );
  add('remove', t('help.tokenRemove'))
    .argument('<NAME>', t('argument.token'))
    .action(async (name: string, options: { json?: true }) =>
      settle(await (await service()).removeToken(name, options, context)),
    );
};
