import type { Spread } from './comparison.ts';
import type { Machine } from './machine.ts';

const GIB = 1024 ** 3;
const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A whole number with its thousands told apart. */
export const grouped = (value: number): string => counts.format(value);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table whose columns but the first are numbers. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map((_, column) => (column === 0 ? '---' : '---:'))),
  ...rows.map(row),
];

const times = (value: number): string => `${value.toFixed(2)}×`;

/** A ratio's median, with its least and greatest. */
export const spreadText = ({ min, median, max }: Spread): string =>
  `**${times(median)}** (${times(min)}–${times(max)})`;

/** What is required of a median, and whether it is reached. */
export const goalText = (atLeast: number, reached: boolean): string =>
  `≥ ${atLeast}×: ${reached ? 'reached' : '**not reached**'}`;

/** Settings of Kafka's clients. */
export const settingsText = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([key, value]) => `\`${key}=${value}\``)
    .join(', ');

/** The machine as an item of a list. */
export const machineLine = ({ cores, processor, memoryBytes, system, node, java }: Machine): string =>
  `- On ${cores} cores (${processor}) shared by the brokers and the copier, ` +
  `${(memoryBytes / GIB).toFixed(0)} GiB of memory, ${system}, Node ${node}, Java ${java}.`;

/** When it was measured, of what. */
export const measuredText = (measuredAt: string, { commit }: Machine): string =>
  `Measured ${measuredAt.slice(0, 10)}${commit === undefined ? '' : `, commit ${commit}`}.`;
