import { describeConfigs } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import { startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const STEPS = 100;
const VERIFICATION = 'transaction.partition.verification.enable';
/** Of the one migration and of the other. */
const TOPICS = ['one', 'other'] as const;

describe('two migrations to one target', () => {
  const pair = usePair({ version: '2.8.2' }, { version: '4.3.1' });
  const mixes: TransactionMix[] = [];

  const verification = async (): Promise<string | null | undefined> =>
    (await describeConfigs(pair().onTarget, [{ broker: 1 }])).get('1')?.get(VERIFICATION)?.value;

  beforeAll(async () => {
    const { onSource } = pair();
    for (const [i, topic] of TOPICS.entries()) {
      await newTopic(onSource, topic, 2, { 'retention.ms': '-1' });
      mixes.push(await TransactionMix.open(onSource, { topic, partitions: 2, producers: 3, seed: 11 + i }));
      await mixes[i]!.run(STEPS);
    }
  });

  const start = (topic: (typeof TOPICS)[number]) => {
    const { folder } = pair();
    return startMqferry(
      'migrate',
      ...pairArguments(pair()),
      '--state',
      `${folder}/${topic}`,
      '--topics',
      topic,
      '--follow',
    );
  };

  const untilCopied = (topic: (typeof TOPICS)[number]): Promise<true> =>
    until(`${topic} is copied`, MINUTE_MS, async () => {
      const { onSource, onTarget } = pair();
      const there = (await onTarget.refreshMetadata()).topics.has(topic);
      return there && (await endsEqual(onSource, onTarget, [topic]));
    });

  it('leaves the other one able to write transactions when it ends', { timeout: 3 * MINUTE_MS }, async () => {
    expect(await verification()).toBe('true');
    const one = start('one');
    await untilCopied('one');
    const other = start('other');
    await untilCopied('other');
    one.kill('SIGINT');
    expect((await one.exited).report).toMatchObject({ result: 'copied', stillHeld: [] });
    await mixes[1]!.run(STEPS);
    await mixes[1]!.endAll();
    await untilCopied('other');
    expect(await verification()).toBe('false');
    other.kill('SIGINT');
    const { report, stderr } = await other.exited;
    expect(report, stderr).toMatchObject({ result: 'copied', stillHeld: [] });
    await until('the last one has put it back', MINUTE_MS, async () => (await verification()) === 'true');
    await expectSameView(pair(), 'read_committed', { other: mixes[1]!.visible });
  });
});
