import type { Command } from 'commander';
import type { ListTasksOptions, ShowTaskOptions } from '../../service/tasks.ts';
import type { AddCommand } from '../command.ts';

const service = () => import('../../service/commands.ts');

/** `mqferry task list|show|retry|cancel|watch`. */
export const addTask: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program.command('task').description(t('help.task'));
  const add = (name: string, description: string): Command =>
    parent.command(name).description(description).option('--json', t('option.serviceJson'));
  add('list', t('help.taskList'))
    .option('--state <STATE>', t('option.taskState'))
    .option('--kind <KIND>', t('argument.kind'))
    .option('--limit <COUNT>', t('option.limit'))
    .action(async (options: ListTasksOptions) => settle(await (await service()).listTasks(options, context)));
  add('show', t('help.taskShow'))
    .argument('<TASK>', t('argument.task'))
    .option('--state <STATE>', t('option.itemState'))
    .action(async (task: string, options: ShowTaskOptions) =>
      settle(await (await service()).showTask(task, options, context)),
    );
  for (const [name, description] of [
    ['retry', t('help.taskRetry')],
    ['cancel', t('help.taskCancel')],
  ] as const) {
    add(name, description)
      .argument('<TASK>', t('argument.task'))
      .action(async (task: string, options: { json?: true }) =>
        settle(await (await service()).changeTask(name, task, options, context)),
      );
  }
  add('watch', t('help.taskWatch'))
    .argument('<TASK>', t('argument.task'))
    .action(async (task: string, options: { json?: true }) =>
      settle(await (await service()).watchTask(task, options, context)),
    );
};
