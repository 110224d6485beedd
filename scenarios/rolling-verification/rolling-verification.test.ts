import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { askControl } from '../lib/control.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { scrape } from '../lib/metrics.ts';
import { type JsonLine, type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { produceBulk, underLoad } from '../lib/producers.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const ORDERS = 'orders';
const BACKLOG = 15_000;
const [TIMED, TIMES] = ['timed', BigInt(Date.now()) - 3_600_000n];

describe('a verification that follows the copy', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
  let mqferry: Mqferry;

  const follow = (...more: string[]): Mqferry => {
    const rolling = ['--follow', '--rolling-verify', '--metrics', '127.0.0.1:0'];
    mqferry = startMqferry('migrate', ...pairArguments(pair()), ...rolling, ...more);
    return mqferry;
  };

  const control = (...args: string[]) => askControl(pair().folder, ...args);

  /** Records of the topic that are compared; undefined while nothing answers. */
  const compared = async (): Promise<number | undefined> => {
    const { report } = await control('status');
    const topics: readonly JsonLine[] = report?.verification?.topics ?? [];
    return topics.find(({ topic }) => topic === ORDERS)?.records;
  };

  /** What the checkpoint in the state folder has of it. */
  const kept = async (): Promise<number> => {
    const name = (await readdir(pair().folder)).find((file) => file.endsWith('.rolling.json'));
    if (!name) return 0;
    const progress = JSON.parse(await readFile(join(pair().folder, name), 'utf8'));
    return Object.entries<{ records: number }>(progress).reduce((sum, [, { records }]) => sum + records, 0);
  };

  beforeAll(async () => {
    const { source, onSource } = pair();
    await newTopic(onSource, ORDERS, 3);
    await produceBulk(reach(source), ORDERS, BACKLOG, 1_000);
  });
  afterAll(() => mqferry?.kill('SIGKILL'));

  it('keeps up under live load, and goes on where it was after a SIGKILL', {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    const { source, target, onSource, onTarget, folder } = pair();
    const load = { topic: ORDERS, rate: 300, idempotent: true, folder };
    await underLoad(reach(source), [load], async () => {
      follow('--verify-rate', '2MB');
      await until('some is compared and kept, not all of it', MINUTE_MS, async () => (await kept()) > 0);
      mqferry.kill('SIGKILL');
      expect((await mqferry.exited).signal).toBe('SIGKILL');
      const before = await kept();
      expect(before).toBeLessThan(BACKLOG);

      follow();
      const after = await until('it goes on', MINUTE_MS, compared);
      expect(after).toBeGreaterThanOrEqual(before);
      const copied = await totalEnd(onTarget, [ORDERS]);
      const { code, report, stderr } = await control('verify');
      expect(report, stderr).toMatchObject({ type: 'verified', equal: true, unverified: '0', differing: [] });
      expect(code).toBe(0);
      expect(report!.records).toBeGreaterThanOrEqual(copied);
      const { url } = mqferry.lines.find(({ type }) => type === 'metrics')!;
      const metric = (name: string) => scrape(url, `mqferry_${name}`, 'topic');
      await until('the metrics tell it', MINUTE_MS, async () => {
        const age = (await metric('verification_age_seconds')).get(ORDERS);
        return age !== undefined && age < 10;
      });
      expect((await metric('verified_records_total')).get(ORDERS)).toBeGreaterThanOrEqual(copied);
      expect((await metric('verification_differences')).get(ORDERS)).toBe(0);
    });
    await until('the copy has caught up', MINUTE_MS, () => endsEqual(onSource, onTarget, [ORDERS]));
    mqferry.kill('SIGINT');
    const { code, report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'equal', stillHeld: [] });
    expect(code).toBe(0);
    expect(report!.verification.records).toBe(await totalEnd(onSource, [ORDERS]));
    await expectEqualLogs(reach(source), reach(target), [ORDERS]);
  });

  it('is narrowed to a time, and reads at a limited rate', { timeout: MINUTE_MS }, async () => {
    const { onSource } = pair();
    await newTopic(onSource, TIMED, 1);
    for (const first of [0, 50]) {
      await writeBatch(onSource, { topic: TIMED, partition: 0 }, textRecords(50, TIMES + BigInt(first)));
    }
    const only = [...pairArguments(pair()), '--topics', TIMED];
    const copy = await runMqferry('migrate', ...only, '--once');
    expect(copy.report, copy.stderr).toMatchObject({ result: 'copied' });
    const verify = async (...more: string[]) => {
      const { report, stderr } = await runMqferry('verify', ...only, ...more);
      expect(report, stderr).toMatchObject({ result: 'equal' });
      const { partitions } = report!.verification;
      const [{ start, end, records }] = partitions;
      return { start, end, records };
    };
    const since = ['--since', String(TIMES + 30n)];
    const before = ['--until', new Date(Number(TIMES) + 60).toISOString()];
    expect(await verify(...since, ...before, '--rate', '1MB')).toEqual({
      start: '30',
      end: '60',
      records: 30,
    });
    expect(await verify(...since)).toEqual({ start: '30', end: '100', records: 70 });
    expect(await verify(...before)).toEqual({ start: '0', end: '60', records: 60 });
    expect(await verify('--since', String(Date.now()))).toEqual({ start: '100', end: '100', records: 0 });
  });
});
