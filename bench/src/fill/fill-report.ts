import { spreadOf } from '../comparison.ts';
import type { Machine } from '../machine.ts';
import { grouped, machineLine, measuredText, table } from '../markdown.ts';
import type { CopyMeasure } from '../watch-copy.ts';

/** The measurement; plain JSON. */
export interface FillResult {
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly kafka: { readonly source: string; readonly target: string };
  readonly cases: readonly {
    readonly title: string;
    readonly partitions: number;
    /** Of all partitions together. */
    readonly offsets: number;
    readonly runs: readonly CopyMeasure[];
  }[];
}

const range = (values: readonly number[], text: (value: number) => string): string => {
  const { min, median, max } = spreadOf(values);
  return `**${text(median)}** (${text(min)}–${text(max)})`;
};

/** The report as Markdown. */
export const fillText = ({ measuredAt, machine, kafka, cases }: FillResult): string =>
  [
    '# How fast offsets without a record are filled',
    '',
    'Written by `make bench PART=fill`; what the figures mean: [performance](../performance.md).',
    '',
    machineLine(machine),
    `- ${measuredText(measuredAt, machine)} From Kafka ${kafka.source} to ${kafka.target}, one broker a side.`,
    '',
    ...table(
      ['', 'partitions', 'offsets', 'offsets/s', 'seconds', "copier's CPU s", "target broker's CPU s"],
      cases.map(({ title, partitions, offsets, runs }) => [
        ...[title, `${partitions}`, grouped(offsets)],
        range(
          runs.map(({ copySeconds }) => offsets / copySeconds),
          grouped,
        ),
        ...(['copySeconds', 'cpuSeconds', 'targetCpuSeconds'] as const).map((figure) =>
          range(
            runs.map((run) => run[figure]),
            (value) => value.toFixed(1),
          ),
        ),
      ]),
    ),
    '',
  ].join('\n');
