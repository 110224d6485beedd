import { useQuery } from '@tanstack/react-query';
import { seamlessTrafficQuery } from '../api/seamless-queries.ts';
import type { TrafficSample } from '../api/types.ts';
import { grouped, perSecond, shortNumber } from '../format/numbers.ts';
import { Empty } from '../parts/empty.tsx';
import { Panel } from '../parts/panel.tsx';
import { QueryView } from '../parts/query-view.tsx';
import { TimeChart } from '../parts/time-chart.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { type Series, type TrafficSeries, trafficSeries } from './traffic-series.ts';
import '../pages/migration/progress/copy-charts.css';

const seriesOf = (samples: readonly TrafficSample[]): TrafficSeries => trafficSeries(samples);

/** What was written and read on both sides over the last hour, and what was left to read: of a task, or of one topic. */
export const TrafficCharts = ({ taskId, topic }: { readonly taskId: string; readonly topic?: string }) => {
  const { t } = useTexts();
  const query = useQuery({ ...seamlessTrafficQuery(taskId, topic), select: seriesOf });
  return (
    <Panel title={t('seamless.lastHour')}>
      <QueryView query={query}>
        {({ times, series }) =>
          times.length < 2 ? (
            <Empty title={t('charts.none')}>{t('charts.noneText')}</Empty>
          ) : (
            <div className="copy-charts">
              {series.map((each) => (
                <Chart key={`${each.what} ${each.side}`} times={times} series={each} />
              ))}
            </div>
          )
        }
      </QueryView>
    </Panel>
  );
};

const Chart = ({
  times,
  series: { side, what, values },
}: {
  readonly times: readonly number[];
  readonly series: Series;
}) => {
  const { t, language } = useTexts();
  const title = t(`seamless.chart.${what}`, { side: t(`wizard.${side}`) });
  const format = (value: number | null): string =>
    what === 'backlog'
      ? grouped(value === null ? null : Math.round(value), language)
      : perSecond(value, language);
  const known = values.filter((value) => value !== null);
  return (
    <TimeChart
      title={title}
      times={times}
      values={values}
      format={format}
      formatShort={(value) => shortNumber(value, language)}
      summary={t('charts.summary', {
        title,
        now: format(values.at(-1) ?? null),
        highest: format(known.length === 0 ? null : Math.max(...known)),
      })}
    />
  );
};
