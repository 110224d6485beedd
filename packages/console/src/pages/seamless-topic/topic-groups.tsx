import type { SeamlessTopicDetail } from '../../api/types.ts';
import { Empty } from '../../parts/empty.tsx';
import { FactTable } from '../../parts/fact-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Status } from '../../parts/status.tsx';
import { groupAmounts, groupColumn } from '../../seamless/group-columns.tsx';
import { useTexts } from '../../texts/use-texts.ts';

type Group = NonNullable<SeamlessTopicDetail['groups']>[number];

/** The groups that read a topic, and what each has left to read on both sides. */
export const TopicGroups = ({ groups }: Pick<SeamlessTopicDetail, 'groups'>) => {
  const { t, language } = useTexts();
  const title = t('seamless.tab.groups');
  if (groups === null || groups.length === 0) {
    return (
      <Panel title={title}>
        <Empty title={t(groups === null ? 'seamlessTopic.groupsUnknown' : 'seamlessTopic.noGroups')} />
      </Panel>
    );
  }
  return (
    <Panel flush title={title}>
      <FactTable
        label={title}
        rows={groups}
        keyOf={({ group }) => group}
        columns={[
          groupColumn<Group>(t),
          ...groupAmounts<Group>(t, language),
          {
            key: 'onTarget',
            title: t('seamless.onTarget'),
            render: ({ sides: { target } }) => {
              if (target.exists === null) return <Status tone="unknown">{t('state.unknown')}</Status>;
              return target.exists ? (
                <Status tone="good">{t('seamlessTopic.there')}</Status>
              ) : (
                <Status tone="warn">{t('seamless.onTarget.missing')}</Status>
              );
            },
          },
        ]}
      />
    </Panel>
  );
};
