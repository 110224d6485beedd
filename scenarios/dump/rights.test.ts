import { createAcls, KafkaClient } from '@mqferry/kafka';
import { afterAll, expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { produceText } from '../lib/producers.ts';
import { newTopic } from '../lib/topics.ts';
import { allow, targetWithUser } from '../lib/user-of-target.ts';
import { dump, orders } from './dumping.ts';
import { readCommitted } from './read-dumped.ts';

const pair = usePair({ version: '3.9.2' }, targetWithUser({ version: '4.3.1' }));

let user: KafkaClient | undefined;
afterAll(() => user?.close());

/** What a dump needs, in the order in which it is missed, and what is said where it is missing. */
const RIGHTS = [
  [
    allow('TRANSACTIONAL_ID', 'mqferry-dump-', 'WRITE', 'PREFIXED'),
    'DUMP_RIGHTS_MISSING',
    'TransactionalId mqferry-dump-*',
  ],
  [allow('GROUP', '__mqferry-dump-', 'READ', 'PREFIXED'), 'DUMP_RIGHTS_MISSING', 'Group __mqferry-dump-*'],
  [allow('TOPIC', 'orders', 'READ'), 'DUMP_RIGHTS_MISSING', 'Topic orders'],
  [allow('TOPIC', 'orders', 'WRITE'), 'DUMP_RIGHTS_MISSING', 'Topic orders'],
] as const;

/** `done`, or what is missing. */
const ending = (dumped: Promise<unknown>): Promise<string> =>
  dumped.then(
    () => 'done',
    ({ code, parameters }) => `${code} ${parameters?.resource}`,
  );

it('names each right that is missing on the target, and needs no more than those', async () => {
  const { source, target, onSource, onTarget } = pair();
  await newTopic(onSource, 'orders', 2);
  await newTopic(onTarget, 'orders', 2);
  await produceText(reach(source), 'orders', orders(20));
  await createAcls(onTarget, [allow('TOPIC', 'orders', 'DESCRIBE')]);
  const [host, port] = target.bootstrap.SASL_PLAINTEXT!.split(':');
  user = new KafkaClient({
    bootstrap: [{ host: host!, port: Number(port) }],
    sasl: { mechanism: 'SCRAM-SHA-512', username: 'mover', password: 'mover-secret' },
  });
  const clients = { onSource, onTarget: user };
  const wanted = { id: 'limited', sourceTopic: 'orders', targetTopic: 'orders' };
  for (const [right, code, resource] of RIGHTS) {
    const missing = `${code} ${resource}`;
    await expect.poll(() => ending(dump(clients, wanted))).toBe(missing);
    await createAcls(onTarget, [right]);
  }
  // A broker hears of a right a moment after it was given.
  await expect.poll(() => ending(dump(clients, wanted))).toBe('done');
  expect(await readCommitted(reach(target), 'orders', 21)).toHaveLength(20);
}, 180_000);
