/**
 * A task of the service takes clients with their default settings to another cluster of RocketMQ and back:
 * `node --conditions=source scenarios/rocketmq-migration/default-pace.ts`. Prints what it does; exit code 0 when nothing was
 * lost and no send failed. What came of it goes to docs/results/, or to the file that `--results` names. Both modes and both
 * targets are gone through; `--trip 'route 4.9.7'` chooses, once or more.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { RocketmqVersion } from '@mqferry/sandbox';
import { startPair } from './lib/cluster-pair.ts';
import { countReasons, type Doubled } from './lib/doubled.ts';
import { CLIENT_KINDS } from './lib/live-clients.ts';
import { type Account, accountsOf, goThereAndBack } from './lib/round-trip.ts';
import { type GatewayMode, ServedApplications } from './lib/served-applications.ts';

const { values } = parseArgs({
  options: {
    trip: {
      type: 'string',
      multiple: true,
      default: ['route 5.5.0', 'proxy 4.9.7', 'route 4.9.7', 'proxy 5.5.0'],
    },
    results: { type: 'string', default: 'docs/results/rocketmq-default-pace.md' },
  },
});

/** A state, and when its step was asked for, in microseconds since 1970. */
interface Stage {
  readonly name: string;
  readonly from: number;
}

interface Trip {
  readonly mode: GatewayMode;
  readonly target: RocketmqVersion;
  readonly seconds: number;
  readonly stages: readonly Stage[];
  readonly late: number;
  readonly accounts: readonly Account[];
}

const trip = async (mode: GatewayMode, target: RocketmqVersion): Promise<Trip> => {
  const pair = await startPair(target);
  try {
    const plans = CLIENT_KINDS.map((kind) => ({ kind, name: kind.replaceAll('.', '-') }));
    const served = await ServedApplications.start(pair, plans, { mode });
    try {
      const started = performance.now();
      const seconds = () => Math.round((performance.now() - started) / 1000);
      const stages: Stage[] = [];
      const told = (state: string) => {
        const words = state.replace(/[A-Z]/u, (letter) => ` ${letter.toLowerCase()}`);
        const name = stages.some((before) => before.name === 'done') ? `${words} (back)` : words;
        console.log(`${mode}, ${target}, ${seconds()} s: ${name}`);
        stages.push({ name, from: Date.now() * 1000 });
      };
      const late = await goThereAndBack(served, { told });
      return { mode, target, seconds: seconds(), stages, late, accounts: accountsOf(served) };
    } finally {
      await served.end();
    }
  } finally {
    await pair.stop();
  }
};

/** In which states something was processed again, and how much. */
const whenText = (stages: readonly Stage[], doubled: readonly Doubled[]): string => {
  const stageOf = ({ deliveries: [, { at }] }: Doubled) => stages.findLast(({ from }) => from <= at)?.name;
  const counts = [...Map.groupBy(doubled, stageOf)].map(([name = 'initial', of]) => `${name} ${of.length}`);
  return counts.join(', ') || '–';
};

const row = ({ mode, target, stages }: Trip, { name, sent, failed, faults, doubled }: Account): string => {
  const { redelivered = 0 } = countReasons(doubled);
  const cells = [mode, target, name, sent, failed.length, faults.length, redelivered];
  return `| ${[...cells, doubled.length - redelivered, whenText(stages, doubled)].join(' | ')} |`;
};

const markdown = (trips: readonly Trip[]): string => `\
# RocketMQ clients with their default settings go there and back

Written by \`make test-long\` (\`scenarios/rocketmq-migration/default-pace.ts\`). A producer and two consumers of each kind go \
from two masters of 4.9.7 to two masters with the same names and back, through every state, under load: initial, dual read, \
dual write, switching, done, switching, dual write, dual read, initial. Routes are read and heartbeats sent every 30 s, queues \
shared every 20 s. The steps are those of a task of the service, none forced: each when its checks let it, 50 s after the last client \
was shown the route before, and where a side is left 60 s after the last write there. \
All of it took ${trips.map(({ mode, target, seconds }) => `${seconds} s in ${mode} mode to ${target}`).join(', ')}.

- **wrong**: lost, or delivered though nobody was told that it was written
- **redelivered**: the same stored message was processed again after queues were shared anew
- **otherwise**: processed again for another reason
- **when**: in which states, counted from when the step to each was asked for

| mode | to | clients | sent | sends failed | wrong | redelivered | otherwise | when |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
${trips.flatMap((each) => each.accounts.map((account) => row(each, account))).join('\n')}

Written to a side after all that it had was read: ${trips.reduce((sum, { late }) => sum + late, 0)}.
`;

const trips: Trip[] = [];
for (const chosen of values.trip) {
  const [mode, target] = chosen.split(' ') as [GatewayMode, RocketmqVersion];
  trips.push(await trip(mode, target));
  await writeFile(values.results, markdown(trips));
}
const wrong = trips.flatMap(({ accounts }) =>
  accounts.flatMap(({ faults, failed }) => [...faults, ...failed]),
);
for (const { accounts } of trips) for (const { text } of accounts) console.log(text);
for (const text of wrong) console.log(text);
process.exitCode = wrong.length === 0 ? 0 : 1;
