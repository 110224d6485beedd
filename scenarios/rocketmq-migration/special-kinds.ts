/**
 * Special kinds of messages go to another cluster of RocketMQ and back, in both modes of the gateway and to both releases, of which
 * `make test` has two. What came of it goes to docs/results/, or to the file that `--results` names; the exit code is 0 when each kind
 * kept its rule. `--trip 'proxy 4.9.7'` chooses, once or more.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { RocketmqVersion } from '@mqferry/sandbox';
import { countReasons } from './lib/doubled.ts';
import type { GatewayMode } from './lib/served-applications.ts';
import { type SpecialAccount, takeSpecialKinds } from './lib/special-kinds.ts';

const { values } = parseArgs({
  options: {
    trip: {
      type: 'string',
      multiple: true,
      default: ['route 4.9.7', 'route 5.5.0', 'proxy 4.9.7', 'proxy 5.5.0'],
    },
    results: { type: 'string', default: 'docs/results/rocketmq-special-kinds.md' },
  },
});

interface Trip {
  readonly name: string;
  readonly accounts: readonly SpecialAccount[];
}

const row = (trip: string, { name, sent, wrong, doubled }: SpecialAccount): string => {
  const { redelivered = 0, retried = 0 } = countReasons(doubled);
  const stored = doubled.length - redelivered - retried;
  return `| ${[...trip.split(' '), name, sent, wrong.length, redelivered, retried, stored].join(' | ')} |`;
};

const markdown = (trips: readonly Trip[]): string => `\
# Special kinds of RocketMQ messages go there and back

Written by \`make test-long\` (\`scenarios/rocketmq-migration/special-kinds.ts\`). Applications with a producer and two consumers each go \
from two masters of 4.9.7 to two masters with the same names and back, through all states, under load: \`ordered\` by key, \
\`delayed\` across the switch, \`transactional\` with brokers asking back, \`broadcast\`, \`retried\` (every third message fails \
twice) and \`dead\` (every fourth ends among the dead letters); of Java 4.9.7 (\`-4\`), Java 5.5.0 (\`-5\`), Go 2.1.2 \
(\`-go\`) and mqferry's own client (\`-own\`).

- **wrong**: lost, failed, delivered though rolled back or not written, out of order, a producer never asked back, a dead letter missing
- **redelivered**: the same stored message was processed again after queues were shared anew
- **retried**: a message that failed was sent back twice, for it was redelivered meanwhile
- **stored twice**: by a producer that tried again, or a broker that asked back twice

| mode | to | application | sent | wrong | redelivered | retried | stored twice |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
${trips.flatMap(({ name, accounts }) => accounts.map((account) => row(name, account))).join('\n')}
`;

const trips: Trip[] = [];
for (const name of values.trip) {
  const [mode, target] = name.split(' ') as [GatewayMode, RocketmqVersion];
  console.log(name);
  trips.push({ name, accounts: await takeSpecialKinds(mode, target) });
  await writeFile(values.results, markdown(trips));
}
const wrong = trips.flatMap(({ name, accounts }) =>
  accounts.flatMap((account) => account.wrong.map((text) => `${name}, ${account.name}: ${text}`)),
);
for (const text of wrong) console.log(text);
process.exitCode = wrong.length === 0 ? 0 : 1;
