import { Command } from 'commander';
import type { AddCommand, Settle } from './commands/command.ts';
import { addControl } from './commands/control.ts';
import { addDemo } from './commands/demo.ts';
import { addGroups } from './commands/groups.ts';
import { addMigrate } from './commands/migrate.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addServe } from './commands/serve.ts';
import { addApply } from './commands/service/apply.ts';
import { addAssess } from './commands/service/assess.ts';
import { addAudit } from './commands/service/audit.ts';
import { addCluster } from './commands/service/cluster.ts';
import { addDump } from './commands/service/dump.ts';
import { addLogin } from './commands/service/login.ts';
import { addMeta } from './commands/service/meta.ts';
import { addMigration } from './commands/service/migration.ts';
import { addToken, addUser } from './commands/service/people.ts';
import { addTask } from './commands/service/task.ts';
import { addTopics } from './commands/topics.ts';
import { addVerify } from './commands/verify.ts';
import { addWorker } from './commands/worker.ts';
import type { Context } from './context.ts';
import { widthOf, wrap } from './render/width.ts';
import { versionOf } from './version.ts';

const COMMANDS: readonly AddCommand[] = [
  addMigrate,
  addWorker,
  addVerify,
  addControl,
  addTopics,
  addGroups,
  addServe,
  addLogin,
  addCluster,
  addAssess,
  addMigration,
  addMeta,
  addTask,
  addDump,
  addApply,
  addUser,
  addToken,
  addAudit,
  addSandbox,
  addDemo,
];

/** Commander's own words in the operator's language, and lines broken right for wide characters. */
const translate = (command: Command, context: Context): void => {
  const { t, out } = context;
  const headings: Readonly<Record<string, string>> = {
    'Usage:': t('help.usage'),
    'Options:': t('help.options'),
    'Commands:': t('help.commands'),
    'Arguments:': t('help.arguments'),
  };
  const places = (text: string) =>
    text.replace('[options]', t('help.optionsPlace')).replace('[command]', t('help.commandPlace'));
  command
    .helpOption('-h, --help', t('help.help'))
    .configureHelp({
      helpWidth: Math.min(out.columns, 120),
      displayWidth: widthOf,
      boxWrap: (text, width) => wrap(text, width).join('\n'),
      styleTitle: (title) => out.colors.bold(headings[title] ?? title),
      styleUsage: places,
      styleSubcommandTerm: places,
    })
    .configureOutput({
      writeOut: (text) => out.write(text),
      // Usage errors are told by whoever ran the program, as coded errors.
      writeErr: (text) => out.write(text),
      outputError: () => undefined,
      getOutHasColors: () => out.colors.isColorSupported,
    })
    .exitOverride();
  for (const sub of command.commands) translate(sub, context);
};

/** The command line with all its commands; `settle` gets the exit code of the one that ran. */
export const createProgram = (context: Context, settle: Settle): Command => {
  const { t } = context;
  const program = new Command('mqferry')
    .description(t('help.program'))
    .version(versionOf(), '-V, --version', t('help.version'));
  program.helpCommand('help [command]', t('help.helpCommand'));
  for (const add of COMMANDS) add(program, context, settle);
  translate(program, context);
  return program;
};
