import type { Goal, Ratios, Spread } from './comparison.ts';
import type { BenchResult, FactorResult } from './result.ts';
import type { CopyMeasure } from './watch-copy.ts';

const MIB = 1024 * 1024;
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const seconds = (value: number): string => value.toFixed(1);
const times = (value: number): string => `${value.toFixed(2)}×`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map((_, column) => (column === 0 ? '---' : '---:'))),
  ...rows.map(row),
];

const RATIOS: Readonly<Record<keyof Ratios, string>> = {
  rate: 'records a second',
  cpu: 'CPU time saved',
  memory: 'memory saved',
};

/** One run in a few words, for the screen. */
export const measureText = (run: CopyMeasure): string =>
  `${grouped.format(run.recordsPerSecond)} records/s, ${seconds(run.cpuSeconds)} CPU s, ` +
  `${grouped.format(run.peakMemoryBytes / MIB)} MiB`;

const measureCells = (run: CopyMeasure): string[] => [
  grouped.format(run.recordsPerSecond),
  seconds(run.copySeconds),
  seconds(run.startSeconds),
  seconds(run.cpuSeconds),
  seconds(run.startCpuSeconds),
  grouped.format(run.peakMemoryBytes / MIB),
];

const spreadCells = ({ min, median, max }: Spread): string[] => [times(min), times(median), times(max)];

const goalText = (goal: Goal | undefined): string => {
  if (!goal) return '';
  return `≥ ${goal.atLeast}×: ${goal.reached ? 'reached' : '**not reached**'}`;
};

const factorLines = (result: FactorResult): string[] => {
  const { factor, brokersPerSide, minInsyncReplicas, data, rounds, ratios, goals } = result;
  const runs = rounds.flatMap(({ first, mqferry, mirrorMaker }, index) => {
    const both = [
      [`${index + 1}`, 'mqferry', ...measureCells(mqferry)],
      [`${index + 1}`, 'MirrorMaker 2', ...measureCells(mirrorMaker)],
    ];
    return first === 'mqferry' ? both : both.reverse();
  });
  return [
    `## Replication factor ${factor}`,
    '',
    `${brokersPerSide} broker${brokersPerSide === 1 ? '' : 's'} a side, acks=all, min.insync.replicas ${minInsyncReplicas}. ` +
      `${grouped.format(data.records)} records of ${data.recordBytes} bytes of random letters in ${data.partitions} partitions, ${data.compression}; ` +
      `batches of ${data.meanBatchRecords} records and ${grouped.format(data.meanBatchBytes)} bytes on average (producer's batch.size ${data.producerBatchBytes}).`,
    '',
    ...table(
      ['mqferry against MirrorMaker 2', 'min', 'median', 'max', 'required of the median'],
      (Object.keys(RATIOS) as (keyof Ratios)[]).map((ratio) => [
        RATIOS[ratio],
        ...spreadCells(ratios[ratio]),
        goalText(goals.find((goal) => goal.ratio === ratio)),
      ]),
    ),
    '',
    ...table(
      ['round', 'tool', 'records/s', 'copy, s', 'start, s', 'CPU s', 'of them at start', 'peak memory, MiB'],
      [...runs, ['extra', 'MirrorMaker 2, -Xmx512M', ...measureCells(result.mirrorMakerSmallHeap)]],
    ),
    '',
  ];
};

const settingsText = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([key, value]) => `\`${key}=${value}\``)
    .join(', ');

/** The result as a Markdown page. */
export const reportText = (result: BenchResult): string => {
  const { machine, kafka, mirrorMaker, measuredAt } = result;
  const built = machine.commit === undefined ? '' : `, commit ${machine.commit}`;
  return [
    '# Replication: mqferry beside MirrorMaker 2',
    '',
    'Written by `make bench`; how it is measured and what the figures mean: [performance](../performance.md).',
    '',
    `- Measured ${measuredAt.slice(0, 10)}${built}, on ${machine.cores} cores (${machine.processor}) shared by the brokers and the copier, ` +
      `${(machine.memoryBytes / 1024 / MIB).toFixed(0)} GiB of memory, ${machine.system}, Node ${machine.node}, Java ${machine.java}.`,
    `- Source Kafka ${kafka.source}, target Kafka ${kafka.target}.`,
    `- MirrorMaker 2 ${kafka.mirrorMaker}: ${mirrorMaker.heap}, \`tasks.max=${mirrorMaker.tasks}\`, producers with ${settingsText(mirrorMaker.producer)}, ` +
      `consumers with ${settingsText(mirrorMaker.consumer)}; heartbeats, checkpoints, offset syncs and config syncs off.`,
    '',
    ...result.factors.flatMap(factorLines),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};
