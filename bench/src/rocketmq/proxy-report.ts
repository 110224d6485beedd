import { type Spread, spreadOf } from '../comparison.ts';
import type { Machine } from '../machine.ts';
import { goalText, grouped, machineLine, measuredText, spreadText, table } from '../markdown.ts';
import type { Run } from './peer.ts';

/** A case measured with both, one after the other. */
export interface ProxyRound {
  readonly direct: Run;
  readonly proxied: Run;
  /** CPU time that the gateway took for it. */
  readonly gatewayCpuSeconds: number;
}

/** A case with its rounds; plain JSON. */
export interface ProxyResult {
  readonly title: string;
  readonly count: number;
  /** Requests that were under way at a time, and messages in each. */
  readonly inFlight: number;
  readonly perRequest: number;
  readonly rounds: readonly ProxyRound[];
}

/** The measurement; plain JSON. */
export interface ProxyFacts {
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly version: string;
  readonly bytes: number;
  /** Least ratio of messages a second that is required of a client with several requests under way. */
  readonly atLeast: number;
  readonly results: readonly ProxyResult[];
}

const rateRatio = (rounds: readonly ProxyRound[]): Spread =>
  spreadOf(rounds.map(({ direct, proxied }) => proxied.perSecond / direct.perSecond));

/** What a request takes longer, in microseconds. */
const addedMicros = ({ inFlight, perRequest, rounds }: ProxyResult): Spread => {
  const micros = ({ perSecond }: Run) => (1e6 * inFlight * perRequest) / perSecond;
  return spreadOf(rounds.map(({ direct, proxied }) => micros(proxied) - micros(direct)));
};

const gatewayMicros = ({ count, perRequest, rounds }: ProxyResult): Spread =>
  spreadOf(rounds.map(({ gatewayCpuSeconds }) => (1e6 * perRequest * gatewayCpuSeconds) / count));

const microsText = ({ min, median, max }: Spread): string =>
  `${grouped(median)} µs (${grouped(min)}–${grouped(max)})`;

/** The report as Markdown. */
export const proxyText = ({ measuredAt, machine, version, bytes, atLeast, results }: ProxyFacts): string =>
  [
    '# The gateway in proxy mode beside the broker itself',
    '',
    'Written by `make bench PART=rocketmq-gateway`: a Java client sends to and pulls from the first queue of one topic of one ' +
      'broker, straight and through the gateway in turn, each in a process that has done the same once before. One request at a ' +
      'time shows what the gateway adds to each; a rate is required of clients that have several under way.',
    '',
    machineLine(machine),
    `- ${measuredText(measuredAt, machine)} Broker and Java client ${version}, bodies of ${grouped(bytes)} bytes.`,
    '',
    'Median of the rounds, with the least and the greatest:',
    '',
    ...table(
      [
        'case',
        'messages a second',
        'added to a request',
        'CPU time of the gateway for it',
        'required of the rate',
      ],
      results.map((result) => [
        result.title,
        spreadText(rateRatio(result.rounds)),
        microsText(addedMicros(result)),
        microsText(gatewayMicros(result)),
        result.inFlight === 1 ? '–' : goalText(atLeast, rateRatio(result.rounds).median >= atLeast),
      ]),
    ),
    '',
    ...table(
      ['case', 'round', 'messages', 'direct, /s', 'through the gateway, /s'],
      results.flatMap(({ title, count, rounds }) =>
        rounds.map(({ direct, proxied }, index) => [
          ...[title, `${index + 1}`, grouped(count)],
          ...[grouped(direct.perSecond), grouped(proxied.perSecond)],
        ]),
      ),
    ),
    '',
  ].join('\n');
