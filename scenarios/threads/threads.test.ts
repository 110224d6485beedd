import { readdirSync, readFileSync } from 'node:fs';
import { pause } from '@mqferry/core';
import { describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { expectControl } from '../lib/control.ts';
import { endsEqual, logEnds, totalEnd } from '../lib/ends.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import { scrape } from '../lib/metrics.ts';
import { type Mqferry, startMqferry } from '../lib/mqferry.ts';
import { produceBulk } from '../lib/producers.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionLoad } from '../lib/transaction-load.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const [MIXED, PLAIN] = ['mixed', 'plain'];
const TOPICS = [MIXED, PLAIN];
const PARTITIONS = { [MIXED]: 6, [PLAIN]: 4 };
const BACKLOG = 20_000;
const RECORD_BYTES = 1_000;
/** Written during the pause, and copied at so many bytes a second. */
const LIMITED = 2_000;
const LIMIT = 400_000;
const THREADS = 3;
const KILLS = 3;
const SESSION_SECONDS = 3;
/** Longer than its session, after which others could have its partitions. */
const PAUSED_MS = 5_000;
/** Offsets by which the source grows while nothing is copied. */
const MEANWHILE = 100;

/** The copying threads of a process, by the names that Linux shows. */
const copyingThreads = (pid: number): string[] =>
  readdirSync(`/proc/${pid}/task`)
    .map((task) => readFileSync(`/proc/${pid}/task/${task}/comm`, 'utf8').trim())
    .filter((name) => name.startsWith('copy-'));

describe('a copier of several threads under live transactions', () => {
  const pair = usePair(
    { version: '3.9.2' },
    { version: '4.3.1', config: { 'group.min.session.timeout.ms': '2000' } },
  );
  let mqferry: Mqferry;
  const follow = (...more: string[]): void => {
    const threads = ['--threads', String(THREADS), '--session-timeout', String(SESSION_SECONDS)];
    mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow', ...threads, ...more);
  };
  const control = (...args: string[]) => expectControl(pair().folder, ...args);

  it('stays equal while it is killed, paused for longer than its session, and controlled', {
    timeout: 5 * MINUTE_MS,
  }, async () => {
    const { source, onSource, onTarget } = pair();
    // The mix bears old times.
    const configs = { 'retention.ms': '-1' };
    for (const topic of TOPICS) await newTopic(onSource, topic, PARTITIONS[topic]!, configs);
    await produceBulk(reach(source), PLAIN, BACKLOG, RECORD_BYTES);
    const mix = await TransactionMix.open(onSource, {
      ...{ topic: MIXED, partitions: PARTITIONS[MIXED]!, producers: 5, seed: 5 },
    });
    await mix.run(200);
    const load = new TransactionLoad(mix, 60);
    const copied = () => totalEnd(onTarget, TOPICS).catch(() => 0);

    for (let kill = 1; kill <= KILLS; kill += 1) {
      follow('--rate', '4MB');
      await until(`the threads of run ${kill} have begun`, MINUTE_MS, () => {
        return copyingThreads(mqferry.pid).length === THREADS;
      });
      expect(copyingThreads(mqferry.pid)).toEqual(['copy-1', 'copy-2', 'copy-3']);
      // A broker may still be storing what the killed one had sent, so the place is taken now.
      const place = (await copied()) + kill * 137;
      await until(
        `run ${kill} has copied ${place} records`,
        MINUTE_MS,
        async () => (await copied()) >= place,
      );
      mqferry.kill('SIGKILL');
      await mqferry.exited;
    }

    follow('--verify', '--metrics', '127.0.0.1:0');
    const { url } = await until('metrics are served', MINUTE_MS, () =>
      mqferry.lines.find(({ type }) => type === 'metrics'),
    );
    const metric = (name: string, label = 'topic') => scrape(url, `mqferry_${name}`, label);
    await until('the backlog is copied', MINUTE_MS, async () => (await copied()) >= BACKLOG + 200);

    mqferry.kill('SIGSTOP');
    await pause(PAUSED_MS);
    mqferry.kill('SIGCONT');
    const told = (type: string) => mqferry.lines.filter((line) => line.type === type);
    await until('it knows that it had lost everything', MINUTE_MS, () =>
      told('partitions-given-up').some(({ lost, partitions }) => lost && partitions.length === 10),
    );
    await until('it has everything again', MINUTE_MS, () => told('partitions-taken').length > 0);
    const before = await copied();
    await until('it goes on', MINUTE_MS, async () => (await copied()) > before + MEANWHILE);

    expect(await control('pause')).toMatchObject({ topics: TOPICS, atRest: true });
    const rest = await logEnds(onTarget, TOPICS);
    const ended = await totalEnd(onSource, TOPICS);
    await until('the source has grown', MINUTE_MS, async () => {
      return (await totalEnd(onSource, TOPICS)) >= ended + MEANWHILE;
    });
    expect(await logEnds(onTarget, TOPICS)).toEqual(rest);
    await control('rate', String(LIMIT));
    await produceBulk(reach(source), PLAIN, LIMITED, RECORD_BYTES);
    const limitedFrom = performance.now();
    const ends = await totalEnd(onSource, [PLAIN]);
    await control('resume');
    await until('one limit holds all threads back', MINUTE_MS, async () => {
      return (await metric('throttled', 'reason')).get('rate-limit') === 1;
    });
    await until('what came since the pause is copied', MINUTE_MS, async () => {
      return (await totalEnd(onTarget, [PLAIN])) === ends;
    });
    // A second's worth may go at once.
    const leastMs = ((LIMITED * RECORD_BYTES - LIMIT) / LIMIT) * 1_000;
    expect(performance.now() - limitedFrom).toBeGreaterThan(leastMs);
    await control('rate', 'none');

    await load.stop();
    await until('the copy has caught up', 2 * MINUTE_MS, () => endsEqual(onSource, onTarget, TOPICS));
    await until('the metrics know it', MINUTE_MS, async () => {
      const lags = await metric('lag_records');
      return TOPICS.every((topic) => lags.get(topic) === 0);
    });
    const { topics } = await control('status');
    expect(Object.fromEntries(topics.map((topic: { topic: string }) => [topic.topic, topic]))).toMatchObject({
      [MIXED]: { phases: { copying: PARTITIONS[MIXED] }, lag: '0' },
      [PLAIN]: { phases: { copying: PARTITIONS[PLAIN] }, lag: '0' },
    });
    expect(copyingThreads(mqferry.pid)).toHaveLength(THREADS);

    await control('stop');
    const { code, report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'equal', complete: true, stillHeld: [] });
    expect(code).toBe(0);
    await expectSameView(pair(), 'read_committed', { [MIXED]: mix.visible, [PLAIN]: BACKLOG + LIMITED });
    await expectSameView(pair(), 'read_uncommitted', { [MIXED]: mix.written, [PLAIN]: BACKLOG + LIMITED });
  });
});
