import type { Language } from '@mqferry/core';
import type { Broker } from '../../api/types.ts';
import { bytesText, grouped, UNKNOWN } from '../../format/numbers.ts';
import { Empty } from '../../parts/empty.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { ShareBar } from '../../parts/share-bar.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { rowsShown } from '../../url/local-rows.ts';
import type { TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

type Sort = 'id' | 'leaders' | 'replicas' | 'usedBytes';

const SHAPE: TableShape<Sort, never> = { sorts: ['id', 'leaders', 'replicas', 'usedBytes'], filters: {} };

/** The brokers of a cluster. */
export const Brokers = ({ brokers }: { readonly brokers: readonly Broker[] }) => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  return (
    <ResourceTable
      label={t('inventory.brokers')}
      columns={columnsOf(t, language)}
      {...rowsShown(brokers, state, (broker, by) => broker[by])}
      keyOf={({ id }) => String(id)}
      state={state}
      onState={setState}
      empty={<Empty title={t('inventory.noBrokers')} />}
    />
  );
};

const columnsOf = (t: Texts, language: Language): Column<Broker, Sort>[] => [
  {
    key: 'id',
    title: t('broker.id'),
    sort: 'id',
    render: ({ id, isController }) => (
      <>
        {id}
        {isController === true && <span className="soft"> · {t('broker.controller')}</span>}
      </>
    ),
  },
  {
    key: 'address',
    title: t('broker.address'),
    render: ({ host, port }) => <code className="break">{`${host}:${port}`}</code>,
  },
  { key: 'rack', title: t('broker.rack'), render: ({ rack }) => rack ?? UNKNOWN },
  { key: 'version', title: t('broker.version'), render: ({ protocol }) => protocol ?? UNKNOWN },
  {
    key: 'leaders',
    title: t('broker.leaders'),
    sort: 'leaders',
    align: 'right',
    render: ({ leaders }) => grouped(leaders, language),
  },
  {
    key: 'replicas',
    title: t('broker.replicas'),
    sort: 'replicas',
    align: 'right',
    render: ({ replicas }) => grouped(replicas, language),
  },
  {
    key: 'usedBytes',
    title: t('broker.logs'),
    sort: 'usedBytes',
    align: 'right',
    render: ({ usedBytes }) => bytesText(usedBytes, language),
  },
  { key: 'disk', title: t('broker.disk'), render: (broker) => <Disk broker={broker} /> },
];

/** How full the disks of a broker are; brokers before 3.3 do not tell. */
const Disk = ({ broker: { totalBytes, usableBytes } }: { readonly broker: Broker }) => {
  const { t, language } = useTexts();
  if (totalBytes === null || usableBytes === null || totalBytes <= 0n) return UNKNOWN;
  const percent = Number(((totalBytes - usableBytes) * 100n) / totalBytes);
  return (
    <ShareBar
      label={t('broker.percent', { percent })}
      done={percent}
      total={100}
      words={t('broker.free', { free: bytesText(usableBytes, language) })}
    />
  );
};
