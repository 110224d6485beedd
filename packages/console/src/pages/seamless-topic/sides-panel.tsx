import type { ReactNode } from 'react';
import type { SeamlessTopicDetail } from '../../api/types.ts';
import { grouped, perSecond } from '../../format/numbers.ts';
import { FactTable } from '../../parts/fact-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';

type Side = 'source' | 'target';

interface Row {
  readonly key: string;
  readonly title: string;
  readonly of: (side: Side) => ReactNode;
}

const PENDING = ['delayed', 'timed', 'half', 'pop'] as const;

/** What a topic is on both sides: queues, traffic, what is left to read, and what waits at the brokers. */
export const SidesPanel = ({
  detail: { topic, queues, pending },
}: {
  readonly detail: SeamlessTopicDetail;
}) => {
  const { t, language } = useTexts();
  const rows: Row[] = [
    {
      key: 'exists',
      title: t('seamlessTopic.exists'),
      of: (side) => {
        const { exists } = queues[side];
        return exists === null ? t('state.unknown') : t(exists ? 'seamless.yes' : 'seamless.no');
      },
    },
    {
      key: 'queues',
      title: t('seamlessTopic.queues'),
      of: (side) =>
        `${grouped(queues[side].readQueues, language)} / ${grouped(queues[side].writeQueues, language)}`,
    },
    ...(['in', 'out'] as const).map((way) => ({
      key: way,
      title: t(`seamlessTopic.${way}`),
      of: (side: Side) => perSecond(topic.traffic[side][way], language),
    })),
    {
      key: 'backlog',
      title: t('seamlessTopic.backlog'),
      of: (side) => grouped(topic.backlog[side], language),
    },
    { key: 'clients', title: t('seamlessTopic.peers'), of: (side) => grouped(topic.clients[side], language) },
    ...PENDING.map((kind) => ({
      key: kind,
      title: t(`seamlessTopic.pending.${kind}`),
      of: (side: Side) => grouped(pending[side][kind], language),
    })),
  ];
  return (
    <Panel flush title={t('seamlessTopic.sides')}>
      <FactTable
        label={t('seamlessTopic.sides')}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { key: 'what', title: t('seamlessTopic.what'), render: ({ title }) => title },
          ...(['source', 'target'] as const).map((side) => ({
            ...{ key: side, title: t(`wizard.${side}`), align: 'right' as const },
            render: (row: Row) => row.of(side),
          })),
        ]}
      />
    </Panel>
  );
};
