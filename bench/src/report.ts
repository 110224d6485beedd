import type { Ratios } from './comparison.ts';
import { goalText, grouped, machineLine, measuredText, settingsText, spreadText, table } from './markdown.ts';
import type { CaseResult } from './result.ts';
import type { CopyMeasure } from './watch-copy.ts';

const MIB = 1024 * 1024;
const seconds = (value: number): string => value.toFixed(1);

const RATIOS: Readonly<Record<keyof Ratios, string>> = {
  rate: 'records a second',
  cpu: 'CPU time saved',
  memory: 'memory saved',
};

/** One run in a few words, for the screen. */
export const measureText = (run: CopyMeasure): string =>
  `${grouped(run.recordsPerSecond)} records/s, ${seconds(run.cpuSeconds)} CPU s, ` +
  `${grouped(run.peakMemoryBytes / MIB)} MiB`;

const measureCells = (run: CopyMeasure): string[] => [
  grouped(run.recordsPerSecond),
  seconds(run.copySeconds),
  seconds(run.startSeconds),
  seconds(run.cpuSeconds),
  seconds(run.startCpuSeconds),
  grouped(run.peakMemoryBytes / MIB),
  seconds(run.sourceCpuSeconds),
  seconds(run.targetCpuSeconds),
];

const titleOf = ({ title, factor }: CaseResult): string => `${title}, replication factor ${factor}`;

const summary = (results: readonly CaseResult[]): string[] =>
  table(
    ['case', 'factor', 'records a second', 'CPU time saved', 'memory saved', 'required of the median'],
    results.map((result) => [
      result.title,
      `${result.factor}`,
      ...Object.values(result.ratios).map(spreadText),
      result.goals
        .map(({ ratio, atLeast, reached }) => `${RATIOS[ratio]} ${goalText(atLeast, reached)}`)
        .join('; '),
    ]),
  );

const caseLines = (result: CaseResult): string[] => {
  const { factor, minInsyncReplicas, data, rounds, mirrorMakerSmallHeap, machine, mirrorMaker } = result;
  const runs = rounds.flatMap(({ first, mqferry, mirrorMaker }, index) => {
    const both = [
      [`${index + 1}`, 'mqferry', ...measureCells(mqferry)],
      [`${index + 1}`, 'MirrorMaker 2', ...measureCells(mirrorMaker)],
    ];
    return first === 'mqferry' ? both : both.reverse();
  });
  if (mirrorMakerSmallHeap) {
    runs.push(['extra', 'MirrorMaker 2, -Xmx512M', ...measureCells(mirrorMakerSmallHeap)]);
  }
  return [
    `## ${titleOf(result)}`,
    '',
    `${measuredText(result.measuredAt, machine)} ` +
      `${factor} broker${factor === 1 ? '' : 's'} a side, acks=all, min.insync.replicas ${minInsyncReplicas}. ` +
      `${grouped(data.records)} records of ${data.recordBytes} bytes of random letters in ${data.partitions} partitions, compression ${data.compression}; ` +
      `batches of ${data.meanBatchRecords} records and ${grouped(data.meanBatchBytes)} bytes on average. ` +
      `MirrorMaker 2: producers with ${settingsText(mirrorMaker.producer)}, consumers with ${settingsText(mirrorMaker.consumer)}.`,
    '',
    ...table(
      [
        ...['round', 'tool', 'records/s', 'copy, s', 'start, s', 'CPU s', 'of them at start'],
        ...['peak memory, MiB', 'source brokers, CPU s', 'target brokers, CPU s'],
      ],
      runs,
    ),
    '',
  ];
};

/** The results, of which there is at least one, as a Markdown page. */
export const reportText = (results: readonly CaseResult[]): string => {
  const { machine, kafka, mirrorMaker } = results[0]!;
  return [
    '# Replication: mqferry beside MirrorMaker 2',
    '',
    'Written by `make bench PART=replication`; how it is measured and what the figures mean: [performance](../performance.md).',
    '',
    machineLine(machine),
    `- Source Kafka ${kafka.source}, target Kafka ${kafka.target}.`,
    `- MirrorMaker 2 ${kafka.mirrorMaker}: ${mirrorMaker.heap}, \`tasks.max=${mirrorMaker.tasks}\`; ` +
      'heartbeats, checkpoints, offset syncs and config syncs off.',
    '',
    'Median of the rounds, with the least and the greatest:',
    '',
    ...summary(results),
    '',
    ...results.flatMap(caseLines),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};
