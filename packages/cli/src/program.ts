import { Command } from 'commander';
import type { AddCommand, Settle } from './commands/command.ts';
import { addControl } from './commands/control.ts';
import { addDemo } from './commands/demo.ts';
import { addGateway } from './commands/gateway.ts';
import { addGroups } from './commands/groups.ts';
import { addMigrate } from './commands/migrate.ts';
import { addRocketmq } from './commands/rocketmq.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addServe } from './commands/serve.ts';
import { addApply } from './commands/service/apply.ts';
import { addAssess } from './commands/service/assess.ts';
import { addAudit } from './commands/service/audit.ts';
import { addCluster } from './commands/service/cluster.ts';
import { addDump } from './commands/service/dump.ts';
import { addImport } from './commands/service/import.ts';
import { addLogin } from './commands/service/login.ts';
import { addMeta } from './commands/service/meta.ts';
import { addMigration } from './commands/service/migration.ts';
import { addToken, addUser } from './commands/service/people.ts';
import { addTask } from './commands/service/task.ts';
import { addTopics } from './commands/topics.ts';
import { addVerify } from './commands/verify.ts';
import { addWorker } from './commands/worker.ts';
import type { Context } from './context.ts';
import { translateHelp } from './translate-help.ts';
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
  addImport,
  addApply,
  addUser,
  addToken,
  addAudit,
  addRocketmq,
  addGateway,
  addSandbox,
  addDemo,
];

/** The command line with all its commands; `settle` gets the exit code of the one that ran. */
export const createProgram = (context: Context, settle: Settle): Command => {
  const { t } = context;
  const program = new Command('mqferry')
    .description(t('help.program'))
    .version(versionOf(), '-V, --version', t('help.version'));
  program.helpCommand('help [command]', t('help.helpCommand'));
  for (const add of COMMANDS) add(program, context, settle);
  translateHelp(program, context);
  return program;
};
