import { expect, it } from 'vitest';
import { type Pair, pairArguments, reach, usePair } from '../lib/clusters.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { produceText } from '../lib/producers.ts';
import { scaled } from '../lib/scale.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';

const TOPIC = 'ledger';
const STEPS = scaled(2_000, 200);
const TEXT = Array.from({ length: 50 }, (_, i) => ({ key: `key ${i}`, value: `value ${i}` }));

const pair = usePair({ version: '2.8.2' }, { version: '4.3.1' });

/** The way back keeps notes of its own. */
const reversed = ({ source, target, onSource, onTarget, folder }: Pair): Pair => ({
  ...{ source: target, target: source, onSource: onTarget, onTarget: onSource, folder: `${folder}/back` },
});

const seen = { written: 0, visible: 0 };

/**
 * Transactions of producers which have the same names on both clusters, and ids that both clusters give out; then
 * records of an idempotent producer, whose ids collide as well.
 */
const writeOn = async (at: Pair, seed: number): Promise<void> => {
  const mix = await TransactionMix.open(at.onSource, { topic: TOPIC, partitions: 3, producers: 4, seed });
  await mix.run(STEPS);
  await mix.endAll();
  await produceText(reach(at.source), TOPIC, TEXT, { 'enable.idempotence': 'true' });
  seen.written += mix.written + TEXT.length;
  seen.visible += mix.visible + TEXT.length;
};

/** Copies one way and proves that both isolation levels see the same on both sides. */
const expectFerried = async (way: Pair): Promise<void> => {
  const only = ['--topics', TOPIC, '--once', '--verify'];
  const { report, stderr } = await runMqferry('migrate', ...pairArguments(way), ...only);
  expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
  await expectSameView(way, 'read_committed', { [TOPIC]: seen.visible });
  await expectSameView(way, 'read_uncommitted', { [TOPIC]: seen.written });
};

it('a log goes there, back with what was written there, and there again, and stays one log', async () => {
  const [there, back] = [pair(), reversed(pair())];
  await newTopic(there.onSource, TOPIC, 3, { 'retention.ms': '-1' });
  await writeOn(there, 1);
  await expectFerried(there);
  await writeOn(back, 2);
  await expectFerried(back);
  await writeOn(there, 3);
  await expectFerried(there);
});

it('a copy that still runs the other way stops when the way is turned, and writes nothing', async () => {
  await writeOn(reversed(pair()), 4);
  const { code, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--topics', TOPIC, '--once');
  expect(code, stderr).toBe(1);
  expect(stderr).toContain('REPLICATION_TARGET_HAS_OTHER_DATA');
  await expectFerried(reversed(pair()));
});
