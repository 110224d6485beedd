import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { askControl, expectControl } from '../lib/control.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { ownConfigs } from '../lib/own-configs.ts';
import { produceBulk, underLoad } from '../lib/producers.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const [ORDERS, PAYMENTS] = ['orders', 'payments'];
const LATE = 'late';
const BOTH = [ORDERS, PAYMENTS];
const PARTITIONS = 3;
const RECORDS = 3_000;
const RETENTION = { 'retention.ms': '3600000' };

describe('topics that an operator adds and removes while a migration runs', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
  let mqferry: Mqferry;

  const control = (...args: string[]) => expectControl(pair().folder, ...args);

  beforeAll(async () => {
    const { source, onSource } = pair();
    for (const topic of BOTH) {
      await newTopic(onSource, topic, PARTITIONS, RETENTION);
      await produceBulk(reach(source), topic, RECORDS, 1_000);
    }
  });
  afterAll(() => mqferry?.kill('SIGKILL'));

  it('are taken along, left to another migration, and taken back, all at their offsets', {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    const { source, target, onSource, onTarget, folder } = pair();
    const held = async (topic: string) => (await ownConfigs(onTarget, topic))['retention.ms'];
    mqferry = startMqferry('migrate', ...pairArguments(pair()), '--topics', ORDERS, '--follow', '--verify');
    await until('the first topic is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, [ORDERS]));
    expect((await onTarget.refreshMetadata()).topics.has(PAYMENTS)).toBe(false);

    const loads = BOTH.map((topic) => ({ topic, rate: 300, idempotent: true, folder }));
    await underLoad(reach(source), loads, async () => {
      expect(await control('add', '--topics', PAYMENTS)).toMatchObject({ topics: [PAYMENTS], refused: [] });
      await until('the second topic is copied', MINUTE_MS, async () => {
        return (await totalEnd(onTarget, [PAYMENTS])) >= RECORDS;
      });
      expect(await held(ORDERS)).toBe('-1');

      expect(await control('remove', '--topics', 'ord.*')).toMatchObject({
        topics: [ORDERS],
        openTransactions: [],
      });
      expect(await held(ORDERS)).toBe(RETENTION['retention.ms']);
      const [left, other] = [await totalEnd(onTarget, [ORDERS]), await totalEnd(onTarget, [PAYMENTS])];
      await until('both grow at the source', MINUTE_MS, async () => {
        const grown = (await totalEnd(onSource, [ORDERS])) >= left + 300;
        return grown && (await totalEnd(onTarget, [PAYMENTS])) >= other + 300;
      });
      expect(await totalEnd(onTarget, [ORDERS])).toBe(left);
      expect((await control('status')).topics.map(({ topic }: { topic: string }) => topic)).toEqual([
        PAYMENTS,
      ]);

      // Nobody claims it any more, so another migration may.
      const elsewhere = pairArguments({ ...pair(), folder: join(folder, 'other') });
      const another = await runMqferry('migrate', ...elsewhere, '--topics', ORDERS, '--once');
      expect(another.report, another.stderr).toMatchObject({ result: 'copied' });
      expect(await totalEnd(onTarget, [ORDERS])).toBeGreaterThan(left);

      expect(await control('add', '--topics', ORDERS)).toMatchObject({ topics: [ORDERS] });
    });

    await until('both have caught up', MINUTE_MS, () => endsEqual(onSource, onTarget, BOTH));
    expect(await control('stop')).toMatchObject({ type: 'stopped' });
    const { report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'equal', interrupted: true, stillHeld: [] });
    await expectEqualLogs(reach(source), reach(target), BOTH);
  });

  it('are refused where they cannot change', { timeout: MINUTE_MS }, async () => {
    const { source, onSource, folder } = pair();
    await newTopic(onSource, LATE, 1);
    await produceBulk(reach(source), LATE, RECORDS, 1_000);
    mqferry = startMqferry('migrate', ...pairArguments(pair()), '--topics', LATE, '--once', '--rate', '10KB');
    const refused = await until('it says why', MINUTE_MS, async () => {
      const { report } = await askControl(folder, 'add', '--topics', ORDERS);
      return report?.error?.code === 'REPLICATION_TOPICS_FIXED' && report;
    });
    expect(refused.exitCode).toBe(1);
  });
});
