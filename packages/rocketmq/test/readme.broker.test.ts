import { readFileSync } from 'node:fs';
import { Hidden } from '@mqferry/core';
import { startRocketmq } from '@mqferry/sandbox';
import { expect, it, onTestFinished } from 'vitest';
import * as rocketmq from '../src/index.ts';
import { VERSIONS } from './fixtures/with-cluster.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The examples, with names of this package instead of imports. */
const EXAMPLES = Array.from(README.matchAll(/^```ts\n(.*?)^```/gms), ([, code]) =>
  code!.replace(/^import .*$/gm, ''),
);

/** What the examples take for given. */
const GIVEN = {
  ...{ Hidden, secret: 'secret', pem: '', body: Buffer.from('x') },
  isBooked: async () => true,
  book: async () => undefined,
  GET_ROUTEINFO_BY_TOPIC: rocketmq.GET_ROUTEINFO_BY_TOPIC,
};

it.each(VERSIONS)('what the README shows runs, with a broker %s', async (version) => {
  const cluster = await startRocketmq({ version });
  onTestFinished(() => cluster.stop());
  const logged: unknown[][] = [];
  const run = (code: string, more: Record<string, unknown> = {}): Promise<unknown> => {
    const names = {
      ...{ ...rocketmq, ...GIVEN, ...more },
      console: { log: (...values: unknown[]) => logged.push(values) },
    };
    const own = code.replace(/10\.0\.0\.1:9876(;10\.0\.0\.2:9876)?/g, cluster.namesrvAddr);
    const program = new Function(...Object.keys(names), `return (async () => {${own}})()`);
    return program(...Object.values(names));
  };
  const [messages, settings, transaction, queues, admin, request] = EXAMPLES;
  // As long as the messages need.
  await run(messages!.replace('await client.close();', 'await delivered(); await client.close();'), {
    delivered: () => expect.poll(() => logged).not.toHaveLength(0),
  });
  expect(logged).toEqual([[['4711'], 'paid']]);
  await run(settings!);
  const client = new rocketmq.RocketmqClient({ nameServers: cluster.namesrvAddr });
  await run(transaction!, { client });
  await run(queues!, { client });
  await client.close();
  expect(logged.slice(1).map(([brokerName]) => brokerName)).toEqual(Array(4).fill('broker-a'));
  // The third one is delayed.
  const pulled = logged.slice(1).reduce((sum, [, , count]) => sum + Number(count), 0);
  expect([2, 3]).toContain(pulled);
  logged.length = 0;
  await run(admin!);
  expect(logged[0]).toEqual(['broker-a', cluster.brokers[0]!.address, expect.anything()]);
  await run(`${request!} connection.close();`);
  expect(EXAMPLES).toHaveLength(6);
});
