import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { timeText } from '../format/moments.ts';
import { PALETTES } from '../theme/palette.ts';
import { useTheme } from '../theme/use-theme.ts';
import './time-chart.css';

export interface TimeChartProps {
  /** What is drawn, with its unit. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly times: readonly number[];
  /** One for each time; null leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly format: (value: number | null) => string;
  /** A value beside the grid, where there is little room. */
  readonly formatShort: (value: number) => string;
  /** Values are bytes, so the lines of the grid are at powers of two. */
  readonly binary?: boolean;
  /** The chart in words. */
  readonly summary: string;
}

const HEIGHT = 168;
const AXIS_WIDTH = 76;
const BINARY_STEPS = Array.from({ length: 50 }, (_, power) => 2 ** power);
/** One, two and five, and as many noughts as there is need of. */
const WHOLE_STEPS = Array.from({ length: 16 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();

/** A line over time. The value at the pointer, else the last one, stands beside the title. */
export const TimeChart = ({
  title,
  times,
  values,
  format,
  formatShort,
  binary = false,
  summary,
}: TimeChartProps) => {
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot>(undefined);
  const latest = useRef({ formatShort, times, values });
  latest.current = { formatShort, times, values };
  const [pointed, setPointed] = useState<number>();

  useEffect(() => {
    const element = box.current!;
    const { accent, line, textSoft, accentSoft } = PALETTES[theme];
    const font = '12px system-ui, sans-serif';
    const axis = { stroke: textSoft, font, ticks: { show: false }, grid: { stroke: line, width: 1 } };
    const made = new UPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        padding: [8, 8, 0, 0],
        cursor: { y: false, points: { size: 7 } },
        scales: { y: { range: (_, __, max) => [0, Math.max(max ?? 0, 1) * 1.1] } },
        axes: [
          {
            ...axis,
            space: 80,
            size: 28,
            values: (_, splits) => splits.map((at) => timeText(at * 1000).slice(0, 5)),
          },
          {
            ...axis,
            size: AXIS_WIDTH,
            incrs: binary ? BINARY_STEPS : WHOLE_STEPS,
            values: (_, splits) => splits.map((value) => latest.current.formatShort(value)),
          },
        ],
        series: [{}, { stroke: accent, width: 1.5, fill: accentSoft, points: { show: false } }],
        hooks: { setCursor: [({ cursor: { idx } }) => setPointed(idx ?? undefined)] },
      },
      dataOf(latest.current.times, latest.current.values),
      element,
    );
    chart.current = made;
    const follow = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    follow.observe(element);
    return () => {
      follow.disconnect();
      made.destroy();
      chart.current = undefined;
    };
  }, [theme, binary]);

  useEffect(() => chart.current?.setData(dataOf(times, values)), [times, values]);

  const shown = pointed ?? times.length - 1;
  const at = times[shown];
  return (
    <figure className="time-chart">
      <figcaption className="row-apart">
        <span>{title}</span>
        <span>
          <span className="soft">{at === undefined ? '' : timeText(at)}</span>{' '}
          <strong>{format(values[shown] ?? null)}</strong>
        </span>
      </figcaption>
      <div ref={box} role="img" aria-label={summary} className="time-chart-box" />
    </figure>
  );
};

const dataOf = (times: readonly number[], values: readonly (number | null)[]): UPlot.AlignedData => [
  times.map((at) => at / 1000),
  [...values],
];
