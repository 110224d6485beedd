import { useMemo } from 'react';
import type { Assessment } from '../../api/types.ts';
import { durationText } from '../../format/durations.ts';
import { byteRateText, bytesText, grouped, perSecond, shortNumber } from '../../format/numbers.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { ExactMoment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { TimeChart } from '../../parts/time-chart.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import './measurement-panel.css';

export interface MeasurementPanelProps {
  readonly state: Assessment['state'];
  readonly measurement: NonNullable<Assessment['measurement']>;
}

/** How far a measurement is, and what it missed. */
export const MeasurementPanel = ({ state, measurement }: MeasurementPanelProps) => {
  const { t, language } = useTexts();
  const { startedAt, endsAt, intervalMs, samples, coveredMs, records, bytes, gaps, problem } = measurement;
  const totalMs = Math.max(1, Date.parse(endsAt) - Date.parse(startedAt));
  const covered = durationText(coveredMs, t);
  return (
    <Panel
      title={t('assess.measurement')}
      extra={
        <span className="soft">{t('assess.measured', { covered, total: durationText(totalMs, t) })}</span>
      }
    >
      <div className="stack">
        {state === 'running' && (
          <div className="measurement-track" aria-hidden="true">
            <span style={{ width: `${Math.min(100, (coveredMs / totalMs) * 100)}%` }} />
          </div>
        )}
        <KeyValues
          items={[
            [t('assess.column.begun'), <ExactMoment key="at" at={startedAt} />],
            [t('assess.every'), durationText(intervalMs, t)],
            [t('assess.samples'), grouped(samples, language)],
            [t('assess.records'), grouped(records, language)],
            [t('assess.bytes'), bytesText(bytes === null ? null : Math.round(bytes), language)],
          ]}
        />
        <TrafficCharts traffic={measurement.traffic} />
        {gaps.length > 0 && (
          <div>
            <p>
              {t('assess.gaps', { count: gaps.length })}. {t('assess.gapsText')}
            </p>
            <ul className="soft">
              {gaps.map(({ from, to }) => (
                <li key={from}>
                  <ExactMoment at={from} /> – <ExactMoment at={to} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {problem && (
          <ProblemView
            quiet
            problem={problem}
            title={t('assess.lastFailed')}
            tone={state === 'failed' ? 'bad' : 'warn'}
          />
        )}
      </div>
    </Panel>
  );
};

const FEWEST_POINTS = 3;

/** Traffic over the time of the measurement. */
const TrafficCharts = ({
  traffic,
}: {
  readonly traffic: MeasurementPanelProps['measurement']['traffic'];
}) => {
  const { t, language } = useTexts();
  const times = useMemo(() => traffic.map(({ at }) => Date.parse(at)), [traffic]);
  const bytes = useMemo(() => traffic.map(({ bytesPerSecond }) => bytesPerSecond), [traffic]);
  const records = useMemo(() => traffic.map(({ recordsPerSecond }) => recordsPerSecond), [traffic]);
  if (traffic.length < FEWEST_POINTS) return null;
  const bytesShown = (value: number | null) => byteRateText(value, language);
  const recordsShown = (value: number | null) => perSecond(value, language);
  const highest = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  const summary = (title: string, value: string) => t('assess.chartSummary', { title, highest: value });
  const [ofBytes, ofRecords] = [t('assess.chartBytes'), t('assess.chartRecords')];
  return (
    <div className="measurement-charts">
      <TimeChart
        title={ofBytes}
        binary
        times={times}
        values={bytes}
        format={bytesShown}
        formatShort={bytesShown}
        summary={summary(ofBytes, bytesShown(highest(bytes)))}
      />
      <TimeChart
        title={ofRecords}
        times={times}
        values={records}
        format={recordsShown}
        formatShort={(value) => shortNumber(value, language)}
        summary={summary(ofRecords, recordsShown(highest(records)))}
      />
    </div>
  );
};
