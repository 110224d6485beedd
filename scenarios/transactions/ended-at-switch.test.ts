import { buildBatch } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, usePair } from '../lib/clusters.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { until } from '../lib/until.ts';
import { appendBatch, textRecords } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'switched';
const RECORDS = 3;
const where = (partition: number) => ({ topic: TOPIC, partition });
const records = () => textRecords(RECORDS, 1_700_000_000_000n);
/** Of a producer whose transaction no coordinator knows. */
const HANGING = 123_456n;

describe('transactions that are open at the source at a switch', () => {
  const config = { 'transaction.partition.verification.enable': 'false' };
  const pair = usePair({ version: '3.9.2', config }, { version: '4.3.1' });
  let forgotten: TransactionalProducer;
  let slow: TransactionalProducer;

  beforeAll(async () => {
    const { onSource } = pair();
    await newTopic(onSource, TOPIC, 3, { 'retention.ms': '-1' });
    forgotten = await TransactionalProducer.open(onSource, 'forgotten');
    slow = await TransactionalProducer.open(onSource, 'slow');
    await forgotten.write(where(0), records());
    await forgotten.write(where(1), records());
    await slow.write(where(0), records());
    const of = { producerId: HANGING, producerEpoch: 0, baseSequence: 0, isTransactional: true };
    const batch = buildBatch(records(), of);
    await onSource.retrying(() => appendBatch(onSource, where(2), batch, 'nobody'));
  });

  it('are waited for, and nothing is copied while some are left', async () => {
    const args = [...pairArguments(pair()), '--once', '--end-transactions', '1'];
    const stderr = await expectRefusal(pair().onTarget, ['REPLICATION_TRANSACTIONS_OPEN'], ...args);
    expect(stderr).toContain(`${TOPIC}-2 from offset 0 (producer ${HANGING})`);
    expect(stderr).toContain('(forgotten)');
  });

  it('are aborted when that is asked for, but for those that end meanwhile, and both are named', async () => {
    const ending = ['--once', '--verify', '--end-transactions', '5', '--abort-transactions'];
    const mqferry = startMqferry('migrate', ...pairArguments(pair()), ...ending);
    await until('it waits', MINUTE_MS, () =>
      mqferry.lines.some(({ type }) => type === 'waiting-for-transactions'),
    );
    await slow.end(true);
    const { report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({
      result: 'equal',
      exitCode: 0,
      openTransactions: [],
      stillHeld: [],
    });
    const { waitedFor, aborted } = report!.endedTransactions;
    expect(waitedFor).toMatchObject([{ ...where(0), transactionalId: 'slow' }]);
    expect(aborted).toHaveLength(3);
    const from = '0';
    const { id: transactionalId } = forgotten;
    for (const transaction of [
      { ...where(0), from, transactionalId },
      { ...where(1), from, transactionalId },
      { ...where(2), from, producerId: String(HANGING) },
    ])
      expect(aborted).toContainEqual(expect.objectContaining(transaction));
    await expectSameView(pair(), 'read_committed', { [TOPIC]: RECORDS });
    await expectSameView(pair(), 'read_uncommitted', { [TOPIC]: 4 * RECORDS });
    // Its producer is refused, so that it does not take for committed what was aborted.
    await expect(forgotten.end(true)).rejects.toMatchObject({
      parameters: { error: expect.stringMatching(/INVALID_PRODUCER_EPOCH|PRODUCER_FENCED/) },
    });
  });
});
