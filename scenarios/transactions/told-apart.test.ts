import { expect, it } from 'vitest';
import { pairArguments, usePair } from '../lib/clusters.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { textRecords } from '../lib/write-records.ts';

const RECORDS = textRecords(3, 1_700_000_000_000n);

/** On both sides the same records at the same offsets, in a transaction that ends as told; undefined: not at all. */
const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
const write = async (topic: string, onSource: boolean, onTarget: boolean | undefined): Promise<void> => {
  for (const [client, committed] of [
    [pair().onSource, onSource],
    [pair().onTarget, onTarget],
  ] as const) {
    await newTopic(client, topic, 1, { 'retention.ms': '-1' });
    const producer = await TransactionalProducer.open(client, topic);
    // The broker may still be about to become the leader.
    await client.retrying(() => producer.write({ topic, partition: 0 }, RECORDS));
    if (committed !== undefined) await producer.end(committed);
  }
};

const verify = (topic: string) => runMqferry('verify', ...pairArguments(pair()), '--topics', topic);

it.each([
  ['committed', true, true, 0, []],
  ['aborted-on-target', true, false, 3, [{ offset: '0', kind: 'content-differs' }]],
  ['aborted-on-source', false, true, 3, [{ offset: '0', kind: 'content-differs' }]],
] as const)('records whose transaction is %s are told apart by what readers see', async (...row) => {
  const [topic, onSource, onTarget, code, differences] = row;
  await write(topic, onSource, onTarget);
  const { report, stderr, code: exit } = await verify(topic);
  expect(exit, stderr).toBe(code);
  const [verdict] = report!.verification.partitions;
  expect(verdict.differences.slice(0, 1)).toMatchObject(differences);
});

it('a transaction that is open on the target only is told, although every record is there', async () => {
  const topic = 'open-behind';
  await write(topic, true, undefined);
  const other = await TransactionalProducer.open(pair().onTarget, `${topic}-other`);
  await other.touch({ topic, partition: 0 });
  await other.end(true);
  const { report, stderr } = await verify(topic);
  expect(report!.verification.partitions, stderr).toMatchObject([
    { differences: [{ offset: '0', kind: 'open-on-target' }] },
  ]);
});
