import type { Assessment } from '../../api/types.ts';
import { durationText } from '../../format/durations.ts';
import { bytesText, grouped } from '../../format/numbers.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { ExactMoment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
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
