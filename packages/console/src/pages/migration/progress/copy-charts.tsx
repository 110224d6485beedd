import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ratesQuery } from '../../../api/queries.ts';
import type { RateSample } from '../../../api/types.ts';
import { byteRateText, grouped, shortNumber } from '../../../format/numbers.ts';
import { merged, type Sample, sampleOf, withGaps } from '../../../live/rate-history.ts';
import { Empty } from '../../../parts/empty.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { TimeChart } from '../../../parts/time-chart.tsx';
import type { Texts } from '../../../texts/texts.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import './copy-charts.css';

/** Rate and lag of the copy over the last hour; `told` is what came since by the stream. */
export const CopyCharts = ({ id, told }: { readonly id: string; readonly told: readonly Sample[] }) => {
  const { t } = useTexts();
  const query = useQuery({ ...ratesQuery(id), select: samplesOf });
  return (
    <Panel title={t('charts.title')}>
      <QueryView query={query}>{(first) => <Charts first={first} told={told} />}</QueryView>
    </Panel>
  );
};

const samplesOf = (rates: readonly RateSample[]): readonly Sample[] => rates.map(sampleOf);

/** A line in words: its last value and its highest. */
const summaryOf = (
  t: Texts,
  title: string,
  values: readonly (number | null)[],
  format: (value: number | null) => string,
): string => {
  const known = values.filter((value) => value !== null);
  const highest = known.length === 0 ? null : Math.max(...known);
  return t('charts.summary', { title, now: format(values.at(-1) ?? null), highest: format(highest) });
};

const Charts = ({ first, told }: { readonly first: readonly Sample[]; readonly told: readonly Sample[] }) => {
  const { t, language } = useTexts();
  const samples = useMemo(() => withGaps(merged(first, told)), [first, told]);
  const times = useMemo(() => samples.map(({ at }) => at), [samples]);
  const rates = useMemo(() => samples.map(({ bytesPerSecond }) => bytesPerSecond), [samples]);
  const lags = useMemo(() => samples.map(({ lag }) => (lag === null ? null : Number(lag))), [samples]);
  if (samples.length < 2) return <Empty title={t('charts.none')}>{t('charts.noneText')}</Empty>;
  const rateText = (value: number | null) => byteRateText(value, language);
  const lagText = (value: number | null) => grouped(value === null ? null : Math.round(value), language);
  return (
    <div className="copy-charts">
      <TimeChart
        title={t('charts.rate')}
        binary
        times={times}
        values={rates}
        format={rateText}
        formatShort={rateText}
        summary={summaryOf(t, t('charts.rate'), rates, rateText)}
      />
      <TimeChart
        title={t('charts.lag')}
        times={times}
        values={lags}
        format={lagText}
        formatShort={(value) => shortNumber(value, language)}
        summary={summaryOf(t, t('charts.lag'), lags, lagText)}
      />
    </div>
  );
};
