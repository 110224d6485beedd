/**
 * Has a task of the service take clients of every kind through all states and back while in each state a server, the gateway or the
 * service fails, chosen by a seed. Writes what came of it to docs/results/rocketmq-faults.md; the exit code is 0 when nothing was lost. `--seeds 1,2,3`,
 * `--mode route` and `--target 4.9.7` choose.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { RocketmqVersion } from '@mqferry/sandbox';
import { anyOf } from '../chaos/scene.ts';
import { Random } from '../lib/random.ts';
import { startPair } from './lib/cluster-pair.ts';
import { FAULTS } from './lib/faults.ts';
import { CLIENT_KINDS, QUICK } from './lib/live-clients.ts';
import { type Account, accountsOf, goThereAndBack } from './lib/round-trip.ts';
import { type GatewayMode, ServedApplications } from './lib/served-applications.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3' },
    mode: { type: 'string', multiple: true, default: ['route', 'proxy'] },
    target: { type: 'string', default: '5.5.0' },
    results: { type: 'string', default: 'docs/results/rocketmq-faults.md' },
  },
});

interface Trip {
  readonly mode: GatewayMode;
  readonly seed: number;
  readonly struck: readonly string[];
  readonly accounts: readonly Account[];
}

const trip = async (mode: GatewayMode, seed: number): Promise<Trip> => {
  const random = new Random(seed);
  const struck: string[] = [];
  const pair = await startPair(values.target as RocketmqVersion);
  try {
    const plans = CLIENT_KINDS.map((kind) => ({ kind, name: kind.replaceAll('.', '-') }));
    const served = await ServedApplications.start(pair, plans, { pace: QUICK, mode });
    try {
      await goThereAndBack(served, {
        shown: async (state) => {
          const fault = anyOf(random, Object.keys(FAULTS));
          console.log(`${mode}, seed ${seed}, ${state}: ${fault}`);
          struck.push(`${state}: ${fault}`);
          await FAULTS[fault]!(served, random);
        },
      });
      return { mode, seed, struck, accounts: accountsOf(served) };
    } finally {
      await served.end();
    }
  } finally {
    await pair.stop();
  }
};

const sum = (accounts: readonly Account[], of: (account: Account) => number): number =>
  accounts.reduce((total, account) => total + of(account), 0);

const row = ({ mode, seed, struck, accounts }: Trip): string => {
  const counts = [
    sum(accounts, ({ sent }) => sent),
    sum(accounts, ({ failed }) => failed.length),
    sum(accounts, ({ faults }) => faults.length),
    sum(accounts, ({ doubled }) => doubled.length),
  ];
  return `| ${[mode, seed, struck.join('; '), ...counts].join(' | ')} |`;
};

const markdown = (trips: readonly Trip[]): string => `\
# RocketMQ clients through a gateway while servers fail

Written by \`make test-long\` (\`scenarios/rocketmq-migration/faults.ts\`). A producer and two consumers each of Java 4.9.7, Java \
5.5.0, Go 2.1.2 and mqferry's own go from two masters of 4.9.7 to two of ${values.target} with the same names and back, through every \
state, under load, by a task of the service whose checks decide when a step is possible. In each state something fails: the gateway \
or the service is killed, or a broker or the only name server of a side is killed or paused, for up to five seconds (gateway and \
service ten) besides the time it takes to start.

- **failed**: sends that were told to have failed; the message may be there or not, and counts as neither lost nor unknown
- **wrong**: lost, or delivered though nobody wrote it
- **doubled**: processed again

| mode | seed | what failed | sent | failed | wrong | doubled |
| --- | ---: | --- | ---: | ---: | ---: | ---: |
${trips.map(row).join('\n')}
`;

const trips: Trip[] = [];
for (const mode of values.mode as GatewayMode[]) {
  for (const seed of values.seeds.split(',').map(Number)) trips.push(await trip(mode, seed));
}
await writeFile(values.results, markdown(trips));
const wrong = trips.flatMap(({ accounts }) => accounts.flatMap(({ faults }) => faults));
for (const { accounts } of trips) for (const { text } of accounts) console.log(text);
for (const text of wrong) console.log(text);
process.exitCode = wrong.length === 0 ? 0 : 1;
