import { type Spread, spreadOf } from '../comparison.ts';
import type { Machine } from '../machine.ts';
import { goalText, grouped, machineLine, measuredText, spreadText, table } from '../markdown.ts';
import type { Peer, Run } from './peer.ts';

/** Something that both clients do. */
export interface ThroughputCase {
  readonly title: string;
  readonly count: number;
  readonly run: (peer: Peer, count: number) => Promise<Run>;
  /** Least ratio of messages a second that is required. */
  readonly atLeast: number;
}

/** A case measured with both clients, one after the other. */
export interface ThroughputRound {
  readonly mqferry: Run;
  readonly java: Run;
}

/** A case with its rounds; plain JSON. */
export interface ThroughputResult {
  readonly title: string;
  readonly count: number;
  readonly atLeast: number;
  readonly rounds: readonly ThroughputRound[];
}

/** The measurement; plain JSON. */
export interface ThroughputFacts {
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly version: string;
  readonly bytes: number;
  readonly results: readonly ThroughputResult[];
}

const rateRatio = (rounds: readonly ThroughputRound[]): Spread =>
  spreadOf(rounds.map(({ mqferry, java }) => mqferry.perSecond / java.perSecond));

const cpuRatio = (rounds: readonly ThroughputRound[]): Spread =>
  spreadOf(rounds.map(({ mqferry, java }) => java.cpuSeconds / mqferry.cpuSeconds));

const cells = (run: Run): string[] => [grouped(run.perSecond), run.cpuSeconds.toFixed(2)];

/** The report as Markdown. */
export const throughputText = ({ measuredAt, machine, version, bytes, results }: ThroughputFacts): string =>
  [
    '# The RocketMQ client beside the Java client',
    '',
    'Written by `make bench PART=rocketmq`: both clients send to and pull from the first queue of one topic of one broker, in ' +
      'turn, each in a process that has done the same once before. Sends are confirmed by the broker. Of what is pulled, bodies ' +
      'and all properties are read.',
    '',
    machineLine(machine),
    `- ${measuredText(measuredAt, machine)} Broker and Java client ${version}, bodies of ${grouped(bytes)} bytes.`,
    '',
    'Median of the rounds, with the least and the greatest:',
    '',
    ...table(
      ['case', 'messages a second', 'CPU time saved', 'required of the rate'],
      results.map(({ title, rounds, atLeast }) => [
        title,
        spreadText(rateRatio(rounds)),
        spreadText(cpuRatio(rounds)),
        goalText(atLeast, rateRatio(rounds).median >= atLeast),
      ]),
    ),
    '',
    ...table(
      ['case', 'round', 'messages', 'mqferry, /s', 'CPU s', 'Java, /s', 'CPU s'],
      results.flatMap(({ title, count, rounds }) =>
        rounds.map(({ mqferry, java }, index) => [
          title,
          `${index + 1}`,
          grouped(count),
          ...cells(mqferry),
          ...cells(java),
        ]),
      ),
    ),
    '',
  ].join('\n');
