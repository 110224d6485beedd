import type { Command } from 'commander';
import type { AssessOptions, ShowOptions } from '../../service/assessments.ts';
import type { AddCommand } from '../command.ts';

const service = () => import('../../service/commands.ts');

/** `mqferry assess [CLUSTER]`, and list, show, stop and delete. */
export const addAssess: AddCommand = (program, context, settle) => {
  const { t } = context;
  const parent = program
    .command('assess')
    .description(t('help.assess'))
    .argument('[CLUSTER]', t('argument.assessCluster'))
    .option('--for <TIME>', t('option.assessFor'))
    .option('--answers <FILE>', t('option.assessAnswers'))
    .option('--follow', t('option.assessFollow'))
    .option('--json', t('option.serviceJson'))
    .addHelpText('after', `\n${t('help.assessExample')}`)
    .action(async (cluster: string | undefined, options: AssessOptions) =>
      settle(await (await service()).assess(cluster, options, context)),
    );
  // `--json` behind one of these is the parent's as well, so it is taken wherever it was found.
  const add = (usage: string, description: string): Command =>
    parent.command(usage).description(description).option('--json', t('option.serviceJson'));
  const one = (usage: string, description: string): Command =>
    add(usage, description).argument('<ID>', t('argument.assessment'));

  add('list', t('help.assessList')).action(async (_: ShowOptions, command: Command) =>
    settle(await (await service()).listAssessments(command.optsWithGlobals(), context)),
  );
  one('show', t('help.assessShow'))
    .option('--markdown', t('option.assessMarkdown'))
    .action(async (id: string, _: ShowOptions, command: Command) =>
      settle(await (await service()).showAssessment(id, command.optsWithGlobals(), context)),
    );
  one('stop', t('help.assessStop')).action(async (id: string, _: ShowOptions, command: Command) =>
    settle(await (await service()).stopAssessment(id, command.optsWithGlobals(), context)),
  );
  one('delete', t('help.assessDelete')).action(async (id: string, _: ShowOptions, command: Command) =>
    settle(await (await service()).deleteAssessment(id, command.optsWithGlobals(), context)),
  );
};
