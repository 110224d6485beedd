import { spreadOf } from '../comparison.ts';
import type { Machine } from '../machine.ts';
import { grouped, machineLine, measuredText, spreadText, table } from '../markdown.ts';

/** Answers a second of one round. */
export interface RoutesRound {
  readonly nameServer: number;
  readonly gateway: number;
}

/** The measurement; plain JSON. */
export interface RoutesFacts {
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly topics: number;
  /** Requests in each round. */
  readonly count: number;
  readonly rounds: readonly RoutesRound[];
}

const rateText = (rates: readonly number[]): string => {
  const { min, median, max } = spreadOf(rates);
  return `${grouped(median)}/s (${grouped(min)}–${grouped(max)})`;
};

/** The report as Markdown. */
export const routesText = ({ measuredAt, machine, topics, count, rounds }: RoutesFacts): string =>
  [
    '# Routes of the gateway beside those of a name server',
    '',
    `Written by \`make bench PART=rocketmq-routes\`: ${grouped(count)} questions a round for routes of ${grouped(topics)} topics in ` +
      'dual write between two masters of 4.9.7 and two of 5.5.0, 64 under way at a time on 8 connections, to the gateway and to the ' +
      'name server of the source in turn.',
    '',
    machineLine(machine),
    `- ${measuredText(measuredAt, machine)} Median, with the least and the greatest.`,
    '',
    ...table(
      ['who answers', 'answers a second'],
      [
        ['name server 4.9.7, two brokers a route', rateText(rounds.map(({ nameServer }) => nameServer))],
        ['gateway, four brokers and itself a route', rateText(rounds.map(({ gateway }) => gateway))],
        ['ratio', spreadText(spreadOf(rounds.map(({ gateway, nameServer }) => gateway / nameServer)))],
      ],
    ),
    '',
  ].join('\n');
