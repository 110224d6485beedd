/**
 * Clients with their default settings go to another cluster of RocketMQ and back through a gateway in route mode:
 * `node --conditions=source scenarios/rocketmq-migration/default-pace.ts`. Prints what it does; exit code 0 when nothing was
 * lost. What came of it goes to docs/results/, or to the file that `--results` names.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { RocketmqVersion } from '@mqferry/sandbox';
import { startPair } from './lib/cluster-pair.ts';
import { countReasons } from './lib/doubled.ts';
import { CLIENT_KINDS } from './lib/live-clients.ts';
import { type Account, accountsOf, goThereAndBack } from './lib/round-trip.ts';
import { RoutedApplications } from './lib/routed-applications.ts';

const PAGE = fileURLToPath(new URL('../../docs/results/rocketmq-route-mode.md', import.meta.url));
const TARGETS: readonly RocketmqVersion[] = ['4.9.7', '5.5.0'];

interface Trip {
  readonly target: RocketmqVersion;
  readonly seconds: number;
  readonly late: number;
  readonly accounts: readonly Account[];
}

const { values } = parseArgs({ options: { results: { type: 'string', default: PAGE } } });

const trip = async (target: RocketmqVersion): Promise<Trip> => {
  const pair = await startPair(target);
  try {
    const plans = CLIENT_KINDS.map((kind) => ({ kind, name: kind.replaceAll('.', '-') }));
    const routed = await RoutedApplications.start(pair, plans);
    try {
      const started = performance.now();
      const seconds = () => Math.round((performance.now() - started) / 1000);
      const told = (state: string) => console.log(`${target} ${seconds()} s: ${state}`);
      const late = await goThereAndBack(routed, { told });
      return { target, seconds: seconds(), late, accounts: accountsOf(routed) };
    } finally {
      await routed.end();
    }
  } finally {
    await pair.stop();
  }
};

const row = (target: string, { name, sent, failed, faults, doubled }: Account): string => {
  const { redelivered = 0 } = countReasons(doubled);
  const cells = [target, name, sent, failed.length, faults.length, redelivered, doubled.length - redelivered];
  return `| ${cells.join(' | ')} |`;
};

const markdown = (trips: readonly Trip[]): string => `\
# RocketMQ clients through a gateway in route mode, with their default settings

Written by \`make test-long\` (\`scenarios/rocketmq-migration/default-pace.ts\`). A producer and two consumers of each kind go \
from two masters of 4.9.7 to two masters with the same names and back, through every state, under load: initial, dual read, \
dual write, switching, done, switching, dual write, dual read, initial. Routes are read and heartbeats sent every 30 s, queues \
shared every 20 s. A step is made when the gateway has shown the last one to every client and the brokers have all of them; \
${trips.map(({ target, seconds }) => `to ${target} all of it took ${seconds} s`).join(', ')}.

- **wrong**: lost, or delivered though nobody was told that it was written
- **redelivered**: the same stored message was processed again after queues were shared anew
- **otherwise**: processed again for another reason

| to | clients | sent | sends failed | wrong | redelivered | otherwise |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
${trips.flatMap(({ target, accounts }) => accounts.map((account) => row(target, account))).join('\n')}

Written to a side after the step that ended writing there: ${trips.reduce((sum, { late }) => sum + late, 0)}.
`;

const trips: Trip[] = [];
for (const target of TARGETS) trips.push(await trip(target));
await writeFile(values.results, markdown(trips));
const wrong = trips.flatMap(({ accounts }) =>
  accounts.flatMap(({ faults, failed }) => [...faults, ...failed]),
);
for (const { accounts } of trips) for (const { text } of accounts) console.log(text);
for (const text of wrong) console.log(text);
process.exitCode = wrong.length === 0 ? 0 : 1;
