import { isSelected } from '@mqferry/replication';
import { parseSelection, requireMatch, type SelectionOptions } from '../arguments/selection.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { topicLines } from '../render/inventory.ts';
import { emit } from '../render/json.ts';
import { type SourceOptions, withSource } from './clusters.ts';
import type { AddCommand } from './command.ts';
import { addSourceOptions, addTopicOptions } from './shared-options.ts';

interface TopicsOptions extends SourceOptions, SelectionOptions {
  readonly partitions?: true;
  readonly json?: true;
}

const listTopics = (options: TopicsOptions, context: Context): Promise<ExitCode> => {
  const { world, out, t } = context;
  const selection = parseSelection(options);
  return withSource(options, context, async ({ client }) => {
    requireMatch(options, selection, (await client.metadata()).topics.values());
    const topics = await world.services.listTopics(client, (topic) => isSelected(topic, selection));
    if (options.json) emit(context, { type: 'report', command: 'topics', exitCode: EXIT.OK, topics });
    else out.print(...topicLines(topics, options.partitions ?? false, t, out.colors));
    return EXIT.OK;
  });
};

/** `mqferry topics`. */
export const addTopics: AddCommand = (program, context, settle) => {
  const { t } = context;
  const command = program.command('topics').description(t('help.topics'));
  addSourceOptions(command, context);
  addTopicOptions(command, context)
    .option('--partitions', t('option.partitions'))
    .option('--json', t('option.json'))
    .action(async (options: TopicsOptions) => settle(await listTopics(options, context)));
};
