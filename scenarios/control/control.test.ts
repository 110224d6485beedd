import { readdir } from 'node:fs/promises';
import { commitGroupOffsets, fetchGroupOffsets } from '@mqferry/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { askControl, expectControl } from '../lib/control.ts';
import { endsEqual, logEnds, totalEnd } from '../lib/ends.ts';
import { expectEqualLogs, expectSameView } from '../lib/expect-equal.ts';
import { scrape } from '../lib/metrics.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { produceBulk, underLoad } from '../lib/producers.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { until } from '../lib/until.ts';
import { textRecords } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const [ORDERS, PAYMENTS] = ['orders', 'payments'];
const TOPICS = [ORDERS, PAYMENTS];
const PARTITIONS = 3;
const BACKLOG = 6_000;
const [GROUP, LEDGER] = ['app', 'ledger'];
const NOW = BigInt(Date.now());
/** Written to the source while a topic is paused. */
const MEANWHILE = 200;

describe('a migration that its operator controls under live load', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
  let mqferry: Mqferry;

  const follow = (...more: string[]): Mqferry => {
    mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow', ...more);
    return mqferry;
  };

  const control = (...args: string[]) => expectControl(pair().folder, ...args);

  beforeAll(async () => {
    const { source, onSource } = pair();
    for (const topic of TOPICS) {
      await newTopic(onSource, topic, PARTITIONS);
      await produceBulk(reach(source), topic, BACKLOG, 1_000);
    }
  });
  afterAll(() => mqferry?.kill('SIGKILL'));

  it('is slowed, sped up, paused in part, resumed and stopped, and ends equal', {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    const { source, target, onSource, onTarget, folder } = pair();
    const copied = (topic: string) => totalEnd(onTarget, [topic]);
    const since = Date.now();
    follow('--rate', '1MB', '--groups', GROUP, '--verify', '--metrics', '127.0.0.1:0');
    const { url } = await until('metrics are served', MINUTE_MS, () =>
      mqferry.lines.find(({ type }) => type === 'metrics'),
    );
    const metric = (name: string, label = 'topic') => scrape(url, `mqferry_${name}`, label);

    await until('the backlog is being copied', MINUTE_MS, async () => (await copied(ORDERS)) > 0);
    const slow = await control('status');
    expect(slow).toMatchObject({ bytesPerSecond: 1_000_000, partitions: TOPICS.length * PARTITIONS });
    expect(slow.topics.map(({ topic }: { topic: string }) => topic).sort()).toEqual(TOPICS);
    await until('the limit is what holds it back', MINUTE_MS, async () => {
      return (await metric('throttled', 'reason')).get('rate-limit') === 1;
    });
    await until('it is known how far behind it is', MINUTE_MS, async () => {
      return ((await metric('lag_seconds')).get(ORDERS) ?? 0) > 0;
    });

    const loads = TOPICS.map((topic) => ({ topic, rate: 300, idempotent: true, folder }));
    await underLoad(reach(source), loads, async () => {
      await control('rate', 'none');
      await until('the backlog is copied', MINUTE_MS, async () => {
        return (await totalEnd(onTarget, TOPICS)) >= TOPICS.length * BACKLOG;
      });

      expect(await control('pause', '--topics', ORDERS)).toMatchObject({ topics: [ORDERS], atRest: true });
      const before = await logEnds(onTarget, [ORDERS]);
      const [atSource, otherBefore] = [await totalEnd(onSource, [ORDERS]), await copied(PAYMENTS)];
      await until('both topics have grown at the source', MINUTE_MS, async () => {
        const grown = (await totalEnd(onSource, [ORDERS])) >= atSource + MEANWHILE;
        return grown && (await copied(PAYMENTS)) >= otherBefore + MEANWHILE;
      });
      expect(await logEnds(onTarget, [ORDERS])).toEqual(before);
      const inPause = await until('the lag of what is paused is known', MINUTE_MS, async () => {
        const lag = (await metric('lag_records')).get(ORDERS) ?? 0;
        const seconds = (await metric('lag_seconds')).get(ORDERS) ?? 0;
        return lag >= MEANWHILE && seconds > 0 && { lag, seconds };
      });
      // What it lacks was written meanwhile.
      expect(inPause.seconds).toBeLessThan((Date.now() - since) / 1000);
      const status = await control('status');
      expect(status.topics.find(({ topic }: { topic: string }) => topic === ORDERS).phases).toEqual({
        paused: PARTITIONS,
      });

      // Offsets of groups are kept in step, but not beyond what was copied before the pause.
      const offset = (await logEnds(onSource, [ORDERS])).get(`${ORDERS}-0`)!;
      await commitGroupOffsets(onSource, GROUP, [{ topic: ORDERS, partition: 0, offset, metadata: null }]);
      await until('the group is held where the copy stands', MINUTE_MS, async () => {
        const [synced] = await fetchGroupOffsets(onTarget, GROUP);
        return synced?.offset === before.get(`${ORDERS}-0`);
      });

      expect(await control('rate', '3MB', '--topics', ORDERS)).toMatchObject({ topics: [ORDERS] });
      expect(await metric('topic_rate_limit_bytes_per_second')).toEqual(new Map([[ORDERS, 3_000_000]]));
      expect(await control('resume')).toMatchObject({ topics: TOPICS });
      await until(
        'what was paused is copied',
        MINUTE_MS,
        async () => (await copied(ORDERS)) >= atSource + MEANWHILE,
      );
    });

    await until('the copy has caught up', MINUTE_MS, () => endsEqual(onSource, onTarget, TOPICS));
    await until('the metrics know it', MINUTE_MS, async () => {
      const lags = [...(await metric('lag_seconds')).values(), ...(await metric('lag_records')).values()];
      return lags.length === 2 * TOPICS.length && lags.every((lag) => lag === 0);
    });
    const records = [...(await metric('copied_records_total')).values()];
    expect(records.reduce((sum, count) => sum + count, 0)).toBe(await totalEnd(onSource, TOPICS));

    expect(await control('stop')).toMatchObject({ type: 'stopped' });
    const { code, report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'equal', interrupted: true, stillHeld: [] });
    expect(code).toBe(0);
    const told = mqferry.lines.filter(({ type }) => type.startsWith('topics-'));
    expect(told.map(({ type, topics }) => [type, topics])).toEqual([
      ['topics-paused', [ORDERS]],
      ['topics-resumed', [ORDERS]],
    ]);
    await expectEqualLogs(reach(source), reach(target), TOPICS);
  });

  it('is told of a transaction that a pause leaves open on the target', {
    timeout: 2 * MINUTE_MS,
  }, async () => {
    const { onSource, onTarget } = pair();
    const where = { topic: LEDGER, partition: 0 };
    await newTopic(onSource, LEDGER, 1);
    const writer = await TransactionalProducer.open(onSource, 'writer');
    await writer.write(where, textRecords(3, NOW));
    await writer.end(true);
    await writer.write(where, textRecords(3, NOW));
    follow('--topics', LEDGER, '--verify');
    await until(
      'the open transaction is copied',
      MINUTE_MS,
      async () => (await totalEnd(onTarget, [LEDGER])) === 7,
    );
    const open = { topic: LEDGER, partition: 0, from: '4', transactionalId: 'writer', state: 'open' };
    const paused = await control('pause');
    expect(paused).toMatchObject({ topics: [LEDGER], atRest: true, openTransactions: [open] });
    const told = await until('it is told', MINUTE_MS, () =>
      mqferry.lines.find(({ type }) => type === 'topics-paused'),
    );
    expect(told.openTransactions).toMatchObject([open]);
    await writer.end(true);
    await control('resume');
    await until('its end is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, [LEDGER]));
    await control('stop');
    const { report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'equal', openTransactions: [], stillHeld: [] });
    await expectSameView(pair(), 'read_committed', { [LEDGER]: 6 });
  });

  it('is not looked for behind the socket of a killed one', { timeout: MINUTE_MS }, async () => {
    const { folder } = pair();
    follow();
    await until('it answers', MINUTE_MS, async () => (await askControl(folder, 'status')).code === 0);
    mqferry.kill('SIGKILL');
    await mqferry.exited;
    const sockets = async () => (await readdir(folder)).filter((name) => name.endsWith('.sock'));
    expect(await sockets()).toHaveLength(1);
    const { code, report } = await askControl(folder, 'pause');
    expect([code, report!.error.code]).toEqual([1, 'CONTROL_NOTHING_RUNS']);
    expect(await sockets()).toEqual([]);
    const again = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(again.report, again.stderr).toMatchObject({ result: 'equal' });
  });
});
