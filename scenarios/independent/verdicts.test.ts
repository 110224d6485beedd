import { expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import { startMqferry } from '../lib/mqferry.ts';
import { scaled } from '../lib/scale.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { consumeVerifiably, copyInTransactions, produceVerifiably } from '../lib/verifiable.ts';

const MINUTE_MS = 60_000;
const RECORDS = scaled(200_000, 5_000);
const PARTITIONS = 2;
const [INPUT, OUTPUT] = ['input', 'output'];
const BOTH = [INPUT!, OUTPUT!];
const GROUP = 'copiers';

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

/** Kafka's system tests judge brokers by these clients; here they judge the copy, and mqferry's verdict with it. */
it('Kafka’s own verifiable clients come to the same verdict as mqferry', {
  timeout: 5 * MINUTE_MS,
}, async () => {
  const { source, target, onSource, onTarget, folder } = pair();
  const [from, to] = [reach(source), reach(target)];
  for (const topic of BOTH) await newTopic(onSource, topic, PARTITIONS);
  const acknowledged = await produceVerifiably(from, INPUT!, RECORDS);
  expect(acknowledged).toHaveLength(RECORDS);

  const copiers = Promise.all(
    Array.from({ length: PARTITIONS }, (_, partition) =>
      copyInTransactions(from, { from: INPUT!, partition, to: OUTPUT!, group: GROUP, transactionSize: 50 }),
    ),
  );
  await until('there are transactions', MINUTE_MS, async () => (await totalEnd(onSource, [OUTPUT!])) > 0);
  const mqferry = startMqferry(
    'migrate',
    ...pairArguments(pair()),
    '--follow',
    '--verify',
    '--groups',
    GROUP,
  );
  await copiers;
  await until('all is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, BOTH));
  mqferry.kill('SIGINT');
  const { report, stderr } = await mqferry.exited;
  expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, openTransactions: [] });

  const [input, output, original] = await Promise.all([
    consumeVerifiably(to, INPUT!, RECORDS, { group: 'input-on-target', folder }),
    consumeVerifiably(to, OUTPUT!, RECORDS, { group: 'output-on-target', folder }),
    consumeVerifiably(from, OUTPUT!, RECORDS, { group: 'output-on-source', folder }),
  ]);
  // What the source acknowledged stands on the target at the offsets it was acknowledged for.
  expect(input).toEqual(acknowledged);
  expect(output).toEqual(original);
  const values = output.map(({ value }) => Number(value)).sort((a, b) => a - b);
  expect(values).toEqual(Array.from({ length: RECORDS }, (_, i) => i));
  await expectSameView(pair(), 'read_committed', { [INPUT!]: RECORDS, [OUTPUT!]: RECORDS });
});
