import { type Spread, spreadOf } from '../comparison.ts';
import type { Machine } from '../machine.ts';
import {
  goalText,
  grouped,
  machineLine,
  measuredText,
  settingsText,
  spreadText,
  table,
} from '../markdown.ts';
import type { Tuning } from '../mirror-maker.ts';
import type { Delays } from './delays.ts';
import { RECORD_BYTES, TAIL_PARTITIONS, type TailLoad, type TailMeasure } from './measure-tail.ts';

/** The same load followed by both, one after the other. */
export interface TailRound {
  readonly mqferry: TailMeasure;
  readonly mirrorMaker: TailMeasure;
}

/** The measurement; plain JSON. */
export interface TailResult {
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly load: TailLoad;
  readonly tuning: Tuning;
  readonly rounds: readonly TailRound[];
  /** MirrorMaker 2's 99th percentile over mqferry's: after the timestamps, and less that of the source's consumer. */
  readonly ratios: { readonly target: Spread; readonly between: Spread };
}

/** Required of the median of `target`. */
const LEAST_RATIO = 5;

/** Compares round by round. */
export const tailRatios = (rounds: readonly TailRound[]): TailResult['ratios'] => {
  const ratio = (of: 'target' | 'between') =>
    spreadOf(rounds.map(({ mqferry, mirrorMaker }) => mirrorMaker[of].p99 / mqferry[of].p99));
  return { target: ratio('target'), between: ratio('between') };
};

const ms = (value: number): string => value.toFixed(1);
const cells = ({ p50, p99, most }: Delays): string[] => [p50, p99, most].map(ms);
const measureRow = (round: number, tool: string, measure: TailMeasure): string[] => [
  ...[String(round), tool],
  ...[measure.source, measure.target, measure.between].flatMap(cells),
  measure.cpuSeconds.toFixed(1),
];

/** The report as Markdown. */
export const tailText = ({ measuredAt, machine, load, tuning, rounds, ratios }: TailResult): string =>
  [
    '# How late records are at the tail: mqferry beside MirrorMaker 2',
    '',
    'Written by `make bench PART=tail`; what the figures mean: [performance](../performance.md).',
    '',
    machineLine(machine),
    `- ${measuredText(measuredAt, machine)} One broker a side.`,
    `- ${grouped(load.rate)} records of ${grouped(RECORD_BYTES)} bytes a second for ${load.seconds} s to ` +
      `${TAIL_PARTITIONS} partitions, linger.ms=${load.lingerMs}, beside ${load.idle} idle partitions.`,
    `- MirrorMaker 2's producers: ${settingsText(tuning.producer)}.`,
    '',
    "99th percentile of MirrorMaker 2 over mqferry's, median of the rounds with the least and the greatest:",
    '',
    ...table(
      ['', 'ratio', 'required'],
      [
        [
          "consumer of the target, after the records' timestamps",
          spreadText(ratios.target),
          goalText(LEAST_RATIO, ratios.target.median >= LEAST_RATIO),
        ],
        ['consumer of the target after the one of the source', spreadText(ratios.between), ''],
      ],
    ),
    '',
    "Milliseconds. Source and target: a plain consumer of each after the records' timestamps; between: from the consumer",
    'of the source to that of the target.',
    '',
    ...table(
      [
        ...['round', 'tool', 'source p50', 'p99', 'most', 'target p50', 'p99', 'most'],
        ...['between p50', 'p99', 'most', 'CPU s'],
      ],
      rounds.flatMap(({ mqferry, mirrorMaker }, index) => [
        measureRow(index + 1, 'mqferry', mqferry),
        measureRow(index + 1, 'MirrorMaker 2', mirrorMaker),
      ]),
    ),
    '',
  ].join('\n');
