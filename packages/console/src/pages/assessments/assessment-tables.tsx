import type { Assessment } from '../../api/types.ts';
import { durationText } from '../../format/durations.ts';
import { bytesText, grouped, UNKNOWN } from '../../format/numbers.ts';
import { FactTable } from '../../parts/fact-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/** Every step of the arithmetic. */
export const StepsPanel = ({ steps }: Pick<Assessment, 'steps'>) => {
  const { t, language } = useTexts();
  return (
    <Panel title={t('assess.arithmetic')} flush>
      <FactTable
        label={t('assess.arithmetic')}
        rows={steps}
        keyOf={({ name }) => name}
        columns={[
          { key: 'label', title: t('assess.quantity'), render: ({ label }) => label[language] },
          {
            key: 'formula',
            title: t('assess.formula'),
            render: ({ formula }) => <span className="soft">{formula[language]}</span>,
          },
          {
            key: 'calculation',
            title: t('assess.calculation'),
            render: ({ calculation }) => <span className="mono">{calculation}</span>,
          },
          {
            key: 'result',
            title: t('assess.result'),
            align: 'right',
            render: ({ shown }) => shown[language],
          },
        ]}
      />
    </Panel>
  );
};

/** What is known of the source, and how; and what is not known. */
export const FiguresPanel = ({ figures }: Pick<Assessment, 'figures'>) => {
  const { t, language } = useTexts();
  const known = figures.filter(({ value }) => value !== null);
  const unknown = figures.filter(({ value }) => value === null).map(({ label }) => label[language]);
  return (
    <Panel title={t('assess.figures')} flush>
      <FactTable
        label={t('assess.figures')}
        rows={known}
        keyOf={({ name }) => name}
        columns={[
          { key: 'label', title: t('assess.quantity'), render: ({ label }) => label[language] },
          { key: 'value', title: t('assess.value'), align: 'right', render: ({ shown }) => shown[language] },
          {
            key: 'origin',
            title: t('assess.origin'),
            render: ({ origin }) => <span className="soft">{t(`assess.origin.${origin}`)}</span>,
          },
        ]}
      />
      {unknown.length > 0 && (
        <p className="soft fact-note">{t('assess.notKnown', { names: unknown.join(t('assess.and')) })}</p>
      )}
    </Panel>
  );
};

/** Topics with the most traffic while it was measured. */
export const BusiestTopics = ({ topics }: Pick<Assessment, 'topics'>) => {
  const { t, language } = useTexts();
  const bytes = (value: number | null) => bytesText(value === null ? null : Math.round(value), language);
  return (
    <Panel title={t('assess.busiest')} flush>
      <FactTable
        label={t('assess.busiest')}
        rows={topics}
        keyOf={({ topic }) => topic}
        columns={[
          {
            key: 'topic',
            title: t('assess.topic'),
            render: ({ topic }) => <span className="break">{topic}</span>,
          },
          {
            key: 'partitions',
            title: t('assess.partitions'),
            align: 'right',
            render: ({ partitions }) => grouped(partitions, language),
          },
          {
            key: 'records',
            title: t('assess.records'),
            align: 'right',
            render: ({ records }) => grouped(records, language),
          },
          { key: 'bytes', title: t('assess.bytes'), align: 'right', render: (row) => bytes(row.bytes) },
          {
            key: 'disk',
            title: t('assess.topicDisk'),
            align: 'right',
            render: ({ diskBytes }) => bytes(diskBytes),
          },
          {
            key: 'cleanup',
            title: t('assess.cleanup'),
            render: ({ cleanupPolicy }) => cleanupPolicy ?? UNKNOWN,
          },
          {
            key: 'retention',
            title: t('assess.retention'),
            align: 'right',
            render: ({ retentionMs }) => durationText(retentionMs, t),
          },
        ]}
      />
    </Panel>
  );
};
