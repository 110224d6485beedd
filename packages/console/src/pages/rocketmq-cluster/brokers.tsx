import type { Language } from '@mqferry/core';
import type { RocketmqBroker } from '../../api/types.ts';
import { perSecond, UNKNOWN } from '../../format/numbers.ts';
import { Empty } from '../../parts/empty.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { ShareBar } from '../../parts/share-bar.tsx';
import { AnswerStatus } from '../../rocketmq/answer-status.tsx';
import { BrokerName } from '../../rocketmq/broker-name.tsx';
import { releaseText } from '../../rocketmq/release-text.ts';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { rowsShown } from '../../url/local-rows.ts';
import type { TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

type Sort = 'name' | 'messagesIn' | 'messagesOut' | 'diskUsed';

const SHAPE: TableShape<Sort, never> = {
  sorts: ['name', 'messagesIn', 'messagesOut', 'diskUsed'],
  filters: {},
};

/** The brokers of a RocketMQ cluster. */
export const RocketmqBrokers = ({ brokers }: { readonly brokers: readonly RocketmqBroker[] }) => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  return (
    <ResourceTable
      label={t('inventory.brokers')}
      columns={columnsOf(t, language)}
      {...rowsShown(brokers, state, (broker, by) => broker[by])}
      keyOf={({ name, brokerId }) => `${name} ${brokerId}`}
      state={state}
      onState={setState}
      empty={<Empty title={t('inventory.noBrokers')} />}
    />
  );
};

const columnsOf = (t: Texts, language: Language): Column<RocketmqBroker, Sort>[] => [
  { key: 'name', title: t('broker.id'), sort: 'name', render: (broker) => <BrokerName {...broker} /> },
  {
    key: 'address',
    title: t('rocketmq.registeredAddress'),
    render: ({ address }) => <code className="break">{address}</code>,
  },
  { key: 'version', title: t('broker.version'), render: ({ version }) => releaseText(version) },
  {
    key: 'messagesIn',
    title: t('rocketmq.messagesIn'),
    sort: 'messagesIn',
    align: 'right',
    render: ({ messagesIn }) => perSecond(messagesIn, language),
  },
  {
    key: 'messagesOut',
    title: t('rocketmq.messagesOut'),
    sort: 'messagesOut',
    align: 'right',
    render: ({ messagesOut }) => perSecond(messagesOut, language),
  },
  {
    key: 'diskUsed',
    title: t('broker.disk'),
    sort: 'diskUsed',
    render: ({ diskUsed }) => <Disk used={diskUsed} />,
  },
  {
    key: 'state',
    title: t('column.state'),
    render: ({ problem }) => <AnswerStatus problem={problem} />,
  },
];

/** How full the disk of a broker's messages is, from 0 to 1. */
const Disk = ({ used }: { readonly used: number | null }) => {
  const { t } = useTexts();
  if (used === null) return UNKNOWN;
  const percent = Math.round(used * 100);
  return (
    <ShareBar
      label={t('broker.percent', { percent })}
      done={percent}
      total={100}
      words={t('rocketmq.free', { percent: 100 - percent })}
    />
  );
};
