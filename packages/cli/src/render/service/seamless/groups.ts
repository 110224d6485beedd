import type { Context } from '../../../context.ts';
import type { SeamlessTask } from '../../../service/find.ts';
import type { SeamlessGroup, SeamlessTopicDetail } from '../../../service/seamless/views.ts';
import { namesText } from '../../names.ts';
import { table } from '../../table.ts';
import { bothText, countText } from './parts.ts';

type TopicGroup = NonNullable<SeamlessTopicDetail['groups']>[number];

const COLUMNS = ['group', 'consumers', 'backlog', 'retryBacklog', 'topics'] as const;

/** Groups; numbers of the source stand before those of the target. `more`: another column. */
export const groupsTable = <Group extends TopicGroup>(
  groups: readonly Group[],
  { out, t }: Context,
  more?: { readonly title: string; readonly text: (group: Group) => string },
): string[] =>
  table(
    [
      ...COLUMNS.map((name, at) => ({
        title: t(`column.${name}`),
        align: at > 0 && at < COLUMNS.length - 1 ? ('right' as const) : ('left' as const),
      })),
      ...(more ? [{ title: more.title }] : []),
    ],
    groups.map((group) => [
      group.group,
      bothText(group.sides, ({ consumers }) => countText(consumers)),
      bothText(group.sides, ({ backlog }) => countText(backlog)),
      bothText(group.sides, ({ retries }) => countText(retries)),
      namesText(group.topics, t),
      ...(more ? [more.text(group)] : []),
    ]),
    out.colors.bold,
  );

/** The groups of a seamless migration, with the consumers that no gateway sees where there are gateways. */
export const groupsLines = (
  groups: readonly SeamlessGroup[],
  mode: SeamlessTask['mode'],
  context: Context,
): string[] => {
  const { t } = context;
  if (groups.length === 0) return [t('seamless.noGroup')];
  if (mode === 'batches') return groupsTable(groups, context);
  return groupsTable(groups, context, {
    title: t('column.straight'),
    text: ({ straight }) =>
      namesText(
        straight.map(({ clientId, address }) => clientId ?? address),
        t,
      ),
  });
};
