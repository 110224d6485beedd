import type { Language } from '@mqferry/core';
import type { SeamlessGroup } from '../api/types.ts';
import { grouped } from '../format/numbers.ts';
import type { Column } from '../parts/resource-table.tsx';
import type { Texts } from '../texts/texts.ts';

type Amounts = Pick<SeamlessGroup, 'broadcasting' | 'pop' | 'sides'>;

/** How a group consumes; null: not known, as of one of which nobody is connected. */
const consumingText = ({ broadcasting, pop }: Amounts, t: Texts): string => {
  if (broadcasting === null && pop === null) return t('state.unknown');
  if (broadcasting) return t('seamless.consumes.broadcasting');
  return t(pop ? 'seamless.consumes.pop' : 'seamless.consumes.clustering');
};

/** The name of a group; the first column of a table of them. */
export const groupColumn = <Row extends Pick<SeamlessGroup, 'group'>>(t: Texts): Column<Row> => ({
  key: 'group',
  title: t('seamless.group'),
  render: ({ group }) => <code className="break">{group}</code>,
});

/** How a group consumes, and what it has left to read on both sides. */
export const groupAmounts = <Row extends Amounts>(t: Texts, language: Language): Column<Row>[] => {
  const both = (name: 'consumers' | 'backlog' | 'retries', title: string): Column<Row> => ({
    ...{ key: name, title, align: 'right' },
    render: ({ sides: { source, target } }) => (
      <span className="nowrap">
        {grouped(source[name], language)} / {grouped(target[name], language)}
      </span>
    ),
  });
  return [
    { key: 'consumes', title: t('seamless.consumes'), render: (group) => consumingText(group, t) },
    both('consumers', t('seamless.consumersBoth')),
    both('backlog', t('seamless.backlogBoth')),
    both('retries', t('seamless.retriesBoth')),
  ];
};
