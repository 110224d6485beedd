import { isOwnershipGroup } from '@mqferry/replication';
import { parsePattern } from '../arguments/pattern.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { groupLines } from '../render/inventory.ts';
import { emit } from '../render/json.ts';
import { type SourceOptions, withSource } from './clusters.ts';
import type { AddCommand } from './command.ts';
import { addSourceOptions } from './shared-options.ts';
import { warnOfUnmatchedGroups } from './unmatched-groups.ts';

interface GroupsOptions extends SourceOptions {
  readonly groups?: string;
  readonly json?: true;
}

const listGroups = (options: GroupsOptions, context: Context): Promise<ExitCode> => {
  const { world, out, t } = context;
  const pattern = options.groups === undefined ? undefined : parsePattern('--groups', options.groups);
  return withSource(options, context, async (source) => {
    const groups = await world.services.listGroups(source.client, (name) => {
      return pattern ? pattern.test(name) : !isOwnershipGroup(name);
    });
    if (groups.length === 0) await warnOfUnmatchedGroups(pattern, options.groups, source, context);
    if (options.json) emit(context, { type: 'report', command: 'groups', exitCode: EXIT.OK, groups });
    else out.print(...groupLines(groups, t, out.colors));
    return EXIT.OK;
  });
};

/** `mqferry groups`. */
export const addGroups: AddCommand = (program, context, settle) => {
  const { t } = context;
  addSourceOptions(program.command('groups').description(t('help.groups')), context)
    .option('--groups <REGEX>', t('option.groupsListed'))
    .option('--json', t('option.json'))
    .action(async (options: GroupsOptions) => settle(await listGroups(options, context)));
};
