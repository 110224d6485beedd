import { type Spread, spreadOf } from '../comparison.ts';
import type { Machine } from '../machine.ts';
import { grouped, machineLine, measuredText, table } from '../markdown.ts';
import type { DataFacts } from '../result.ts';
import type { CopyMeasure } from '../watch-copy.ts';
import type { MoveMeasure } from './measure-move.ts';

/** The same records brought over by both, one after the other. */
export interface FloorRound {
  readonly mqferry: CopyMeasure;
  readonly fetcher: MoveMeasure;
}

/** The measurement; plain JSON. */
export interface FloorResult {
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly kafka: { readonly source: string; readonly target: string };
  readonly data: DataFacts;
  readonly rounds: readonly FloorRound[];
  /** mqferry's time over the replica fetcher's: the less, the better. */
  readonly ratio: Spread;
}

/** Required of the median. */
const MOST_RATIO = 1.5;

/** Compares round by round. */
export const floorRatio = (rounds: readonly FloorRound[]): Spread =>
  spreadOf(rounds.map(({ mqferry, fetcher }) => mqferry.copySeconds / fetcher.seconds));

/** The report as Markdown. */
export const floorText = ({ measuredAt, machine, kafka, data, rounds, ratio }: FloorResult): string =>
  [
    "# The floor: mqferry beside a broker's own replica fetcher",
    '',
    'Written by `make bench PART=floor`; what the figures mean: [performance](../performance.md).',
    '',
    machineLine(machine),
    `- ${measuredText(measuredAt, machine)} mqferry from Kafka ${kafka.source} to ${kafka.target}, one broker a side; ` +
      `the replica fetcher from one broker of ${kafka.target} to another.`,
    `- ${grouped(data.records)} records of ${data.recordBytes} bytes in ${data.partitions} partitions, compression ` +
      `${data.compression}; batches of ${data.meanBatchRecords} records and ${grouped(data.meanBatchBytes)} bytes.`,
    '',
    `mqferry's time over the replica fetcher's: **${ratio.median.toFixed(2)}×** (${ratio.min.toFixed(2)}×–${ratio.max.toFixed(2)}×), ` +
      `required ≤ ${MOST_RATIO}×: ${ratio.median <= MOST_RATIO ? 'reached' : '**not reached**'}.`,
    '',
    ...table(
      ['round', 'by', 'seconds', 'records/s', "copier's CPU s", "brokers' CPU s"],
      rounds.flatMap(({ mqferry, fetcher }, index) => [
        [
          ...[`${index + 1}`, 'mqferry', mqferry.copySeconds.toFixed(1), grouped(mqferry.recordsPerSecond)],
          ...[mqferry.cpuSeconds, mqferry.sourceCpuSeconds + mqferry.targetCpuSeconds].map((s) =>
            s.toFixed(1),
          ),
        ],
        [
          ...[
            `${index + 1}`,
            'replica fetcher',
            fetcher.seconds.toFixed(1),
            grouped(fetcher.recordsPerSecond),
          ],
          ...['', fetcher.cpuSeconds.toFixed(1)],
        ],
      ]),
    ),
    '',
  ].join('\n');
