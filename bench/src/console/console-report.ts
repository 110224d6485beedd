import type { Machine } from '../machine.ts';
import { grouped, machineLine, measuredText, table } from '../markdown.ts';
import type { Delays } from '../tail/delays.ts';
import type { Records } from './fill-store.ts';
import type { LoopTold } from './loop-delay.ts';
import type { CallResult } from './measure-api.ts';
import type { FirstLook } from './measure-first-look.ts';
import type { PagesResult } from './measure-pages.ts';
import type { StandStill } from './measure-stand-still.ts';
import type { StreamResult } from './measure-stream.ts';
import type { ClusterSize } from './synthetic-cluster.ts';

/** The measurement; plain JSON, times in milliseconds. */
export interface ConsoleResult {
  readonly measuredAt: string;
  readonly machine: Machine;
  /** Of the machine over the minute before it began: what others were busy with. */
  readonly loadBefore: number;
  readonly size: ClusterSize;
  readonly records: Records;
  readonly rounds: { readonly api: number; readonly routed: number; readonly cold: number };
  readonly firstLook: FirstLook;
  readonly plan: { readonly ms: number; readonly topics: number; readonly bytes: number };
  readonly calls: readonly CallResult[];
  /** Absent where there is no browser. */
  readonly pages: PagesResult | undefined;
  readonly stream: StreamResult;
  readonly standStill: StandStill;
  /** Of the service's event loop in each part of the measurement. */
  readonly loop: Readonly<Record<string, LoopTold>>;
  /** Of its heap, what is in use in the end. */
  readonly liveBytes: number;
  readonly peakMemoryBytes: number;
  readonly cpuSeconds: number;
}

/** What is aimed at for every page and call. */
const MOST_P99_MS = 300;
const MIB = 1024 ** 2;

const ms = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(0));
const three = ({ p50, p99, most }: Delays): string[] => [ms(p50), ms(p99), ms(most)];
const mib = (bytes: number): string => `${grouped(bytes / MIB)} MiB`;

const slow = (what: string, of: readonly (readonly [name: string, delays: Delays])[]): string => {
  const late = of.filter(([, { p99 }]) => p99 > MOST_P99_MS).map(([name]) => name);
  const aim = `p99 of every ${what} at most ${MOST_P99_MS} ms`;
  return late.length === 0 ? `- ${aim}: reached.` : `- ${aim}: **not reached** by ${late.join('; ')}.`;
};

const pagesText = ({ pages, floor }: PagesResult): string[] => [
  '## Pages',
  '',
  'In Chromium, from the navigation until the page has what it shows and nothing of it is on its way; with a link',
  'inside the console, and by its address in a browser that has nothing of the console yet: of that, a page that shows',
  `nothing takes ${ms(floor.p50)} ms (p50) and ${ms(floor.p99)} ms (p99), in which the browser reads and starts the program.`,
  '',
  ...table(
    ['page', 'link p50', 'p99', 'most', 'address p50', 'p99', 'most'],
    pages.map(({ name, routed, cold }) => [name, ...three(routed), ...three(cold)]),
  ),
  '',
];

/** The report as Markdown. */
export const consoleText = (result: ConsoleResult): string => {
  const { machine, size, records, rounds, firstLook, plan, calls, pages, stream, standStill, loop } = result;
  return [
    '# The console with large clusters',
    '',
    'Written by `make bench PART=console`. The clusters are synthetic: their brokers are a program that speaks the',
    'protocol and answers at once, on the same machine; `mqferry serve` is the built one in a process of its own.',
    '',
    machineLine(machine).replace(
      'the brokers and the copier',
      'the service, the synthetic brokers and the browser',
    ),
    `- ${measuredText(result.measuredAt, machine)} The machine had a load of ${result.loadBefore.toFixed(1)} before it began.`,
    `- Two clusters of ${grouped(size.topics)} topics with 50,000 partitions of three replicas on six brokers, ` +
      `${grouped(size.groups)} groups, ${grouped(size.acls)} access rights, ${grouped(size.users)} SCRAM users, ` +
      `${grouped(size.quotas)} quotas.`,
    `- ${grouped(records.auditEntries)} entries in the audit log, ${records.tasks} tasks, the newest of ` +
      `${grouped(records.taskItems)} items.`,
    `- ${rounds.api} rounds of calls, ${rounds.routed} of pages by links, ${rounds.cold} by their addresses.`,
    slow(
      'call',
      calls.map(({ name, ms: of }) => [name, of]),
    ),
    ...(pages
      ? [
          slow(
            'page by a link',
            pages.pages.map(({ name, routed }) => [name, routed]),
          ),
          slow(
            'page by its address',
            pages.pages.map(({ name, cold }) => [name, cold]),
          ),
        ]
      : ['- No browser was found: pages were not measured.']),
    `- The first look at a cluster waits until it is read: ${ms(firstLook.overview)} ms for its overview, ` +
      `${ms(firstLook.everything)} ms for all of it. Later looks never wait.`,
    `- While the brokers answer nothing, ${standStill.whole} of ${standStill.ms.count} looks at topics were answered ` +
      `from what was known, in ${ms(standStill.ms.p99)} ms (p99), and said that it was ` +
      `${(standStill.ageMs / 1_000).toFixed(0)} s old.`,
    `- A plan of ${grouped(plan.topics)} topics takes ${(plan.ms / 1_000).toFixed(1)} s and is ${mib(plan.bytes)} of JSON.`,
    `- Who watches a migration of as many topics while it is planned is sent ${stream.events} events of ` +
      `${grouped(stream.bytes / Math.max(1, stream.events))} bytes in ${stream.seconds} s.`,
    `- The service used ${result.cpuSeconds.toFixed(0)} s of CPU time and held ${mib(result.peakMemoryBytes)} at most; ` +
      `${mib(result.liveBytes)} of its heap were in use in the end.`,
    '',
    ...(pages ? pagesText(pages) : []),
    '## Calls',
    '',
    'Until the last byte of the answer; the right half is of the answers that came while the cluster was read anew.',
    '',
    ...table(
      ['call', 'p50', 'p99', 'most', 'refreshing', 'p50', 'p99', 'most', 'bytes'],
      calls.map(({ name, ms: of, whileRefreshing, bytes }) => [
        ...[name, ...three(of), String(whileRefreshing.count), ...three(whileRefreshing)],
        grouped(bytes),
      ]),
    ),
    '',
    "## The service's event loop",
    '',
    'How late it was, in milliseconds; two clusters are read anew at the same time meanwhile.',
    '',
    ...table(
      ['during', 'p50', 'p99', 'most', 'heap'],
      Object.entries(loop).map(([name, { p50, p99, most, heapBytes }]) => [
        ...[name, p50.toFixed(1), ms(p99), ms(most), mib(heapBytes)],
      ]),
    ),
    '',
  ].join('\n');
};
