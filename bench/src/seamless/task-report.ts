import type { Spread } from '../comparison.ts';
import type { Machine } from '../machine.ts';
import { grouped, machineLine, measuredText, table } from '../markdown.ts';

/** One thing that was timed. */
export interface Timed {
  readonly what: string;
  /** Milliseconds. */
  readonly ms: Spread;
  /** Undefined: nothing is aimed at. */
  readonly aimMs: number | undefined;
}

/** The measurement; plain JSON. */
export interface TaskFacts {
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly topics: number;
  readonly groups: number;
  readonly times: readonly Timed[];
}

const msText = ({ min, median, max }: Spread): string =>
  min === max ? `${grouped(median)} ms` : `${grouped(median)} ms (${grouped(min)}–${grouped(max)})`;

const aimText = ({ ms: { median }, aimMs }: Timed): string =>
  aimMs === undefined ? '' : `${grouped(aimMs)} ms: ${median <= aimMs ? 'reached' : '**not reached**'}`;

/** The report as Markdown. */
export const taskText = ({ measuredAt, machine, topics, groups, times }: TaskFacts): string =>
  [
    '# A large seamless migration of RocketMQ',
    '',
    `Written by \`make bench PART=rocketmq-task\`: a task with ${grouped(topics)} topics and ${grouped(groups)} groups ` +
      'between two masters of 4.9.7 and two of 5.5.0, with one gateway, through the API.',
    '',
    machineLine(machine),
    `- ${measuredText(measuredAt, machine)} Median, with the least and the greatest.`,
    '',
    ...table(
      ['what', 'time', 'aim'],
      times.map((timed) => [timed.what, msText(timed.ms), aimText(timed)]),
    ),
    '',
  ].join('\n');
