import { describeConfigs } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const STEPS = 150;
const PLAIN = 20;
const VERIFICATION = 'transaction.partition.verification.enable';
/** Both without transactions to begin with. */
const TOPICS = ['gets-them', 'stays-plain'] as const;

describe('a source on which the first transaction begins while it is followed', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

  const verification = async (): Promise<string | null | undefined> =>
    (await describeConfigs(pair().onTarget, [{ broker: 1 }])).get('1')?.get(VERIFICATION)?.value;
  const writePlain = (topic: string) =>
    writeBatch(pair().onSource, { topic, partition: 0 }, textRecords(PLAIN, 1_700_000_000_000n));
  const untilCopied = () =>
    until('all is copied', MINUTE_MS, () => endsEqual(pair().onSource, pair().onTarget, TOPICS));

  beforeAll(async () => {
    for (const topic of TOPICS) {
      await newTopic(pair().onSource, topic, 2, { 'retention.ms': '-1' });
      await writePlain(topic);
    }
  });

  it('is followed on; what that takes is held, and put back after a crash', async () => {
    const { onSource } = pair();
    const [topic, plain] = TOPICS;
    const mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow');
    await untilCopied();
    expect(await verification()).toBe('true');

    const mix = await TransactionMix.open(onSource, { topic, partitions: 2, producers: 4, seed: 5 });
    await mix.run(STEPS);
    await writePlain(plain);
    await untilCopied();
    expect(await verification()).toBe('false');
    expect(mqferry.lines).toContainEqual(
      expect.objectContaining({ type: 'config-held', name: VERIFICATION, value: 'false' }),
    );
    expect(mqferry.lines.some(({ type }) => type === 'partition-stopped')).toBe(false);

    mqferry.kill('SIGKILL');
    await mqferry.exited;
    await mix.run(STEPS);
    await mix.endAll();
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    await until('it is put back', MINUTE_MS, async () => (await verification()) === 'true');
    const seen = { [plain]: 2 * PLAIN };
    await expectSameView(pair(), 'read_uncommitted', { ...seen, [topic]: PLAIN + mix.written });
    await expectSameView(pair(), 'read_committed', { ...seen, [topic]: PLAIN + mix.visible });
  });
});
