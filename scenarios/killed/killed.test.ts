import { createTopics } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { produceBulk, underLoad } from '../lib/producers.ts';
import { scaled } from '../lib/scale.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const KILLS = 10;
/** Written by an idempotent producer, by one that is not, and by both. */
const TOPICS = ['idempotent', 'plain', 'both'] as const;
const BACKLOG = scaled(300_000, 30_000);
const RATE = scaled(1_000, 300);
/** The first runs die in the backlog, slow as they are, the others in the tail. */
const KILLS_IN_BACKLOG = 5;
const SLOWLY = ['--rate', '4MB'];

describe('a copier that is killed ten times under live load', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

  it('loses and doubles nothing', { timeout: 10 * MINUTE_MS }, async () => {
    const { source, target, onSource, onTarget, folder } = pair();
    await createTopics(
      onSource,
      TOPICS.map((name) => ({ name, partitions: 3, replicationFactor: 1 })),
    );
    for (const topic of TOPICS) {
      await produceBulk(reach(source), topic, BACKLOG, 1_000, { 'compression.type': 'lz4' });
    }
    const copied = () => totalEnd(onTarget, TOPICS).catch(() => 0);
    const follow = (...more: string[]): Mqferry =>
      startMqferry('migrate', ...pairArguments(pair()), '--follow', ...more);

    const producers = [
      { topic: 'idempotent', idempotent: true },
      { topic: 'plain', idempotent: false },
      { topic: 'both', idempotent: true },
      { topic: 'both', idempotent: false },
    ].map((producer) => ({ ...producer, rate: RATE, folder }));
    const acknowledged = await underLoad(reach(source), producers, async () => {
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const inBacklog = kill <= KILLS_IN_BACKLOG;
        const before = await copied();
        const mqferry = follow(...(inBacklog ? SLOWLY : []));
        // A different point each time: some kills meet the first batches, some a full pipeline.
        const place = Math.max(before, inBacklog ? 0 : TOPICS.length * BACKLOG) + kill * 97;
        await until(`run ${kill} has copied ${place} records`, MINUTE_MS, async () => {
          return (await copied()) >= place;
        });
        mqferry.kill('SIGKILL');
        expect(await mqferry.exited).toMatchObject({ signal: 'SIGKILL' });
        if (inBacklog) expect(await copied()).toBeLessThan(TOPICS.length * BACKLOG);
      }
    });

    const last = follow();
    await until('the copy has caught up', 2 * MINUTE_MS, () => endsEqual(onSource, onTarget, TOPICS));
    last.kill('SIGINT');
    const { code, report, stderr } = await last.exited;
    expect(report, stderr).toMatchObject({ result: 'copied', complete: true, stillHeld: [] });
    expect(code).toBe(0);

    const verdict = await runMqferry('verify', ...pairArguments(pair()));
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    const logs = await expectEqualLogs(reach(source), reach(target), TOPICS);
    const records = Object.values(logs)
      .flat()
      .reduce((sum, log) => sum + log.records, 0);
    expect(records).toBeGreaterThanOrEqual(acknowledged + TOPICS.length * BACKLOG);
  });
});
