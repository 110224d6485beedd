import type { KafkaVersion } from '@mqferry/sandbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { CLEANER, KEYS, writeCompacted } from '../lib/compacted-topic.ts';
import { logEnds } from '../lib/ends.ts';
import { latestValues } from '../lib/kafka-log.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { isFullScale } from '../lib/scale.ts';
import { asUserWith, IDENTITY_RIGHTS, targetWithUser } from '../lib/user-of-target.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'state';
/** Copied by a user who may not write markers. */
const OTHER = 'state-too';
const RELEASES: readonly KafkaVersion[] = isFullScale ? ['2.8.2', '4.3.1'] : ['2.8.2'];

describe.each(RELEASES)('a compacted topic from %s', (version) => {
  const pair = usePair({ version, config: CLEANER }, targetWithUser({ version: '4.3.1', config: CLEANER }));
  let written = 0;

  beforeAll(async () => {
    const { source, onSource } = pair();
    const configs = version === '4.3.1' ? { 'segment.bytes': '1048576' } : {};
    [written] = await Promise.all([
      writeCompacted(source, onSource, TOPIC, configs),
      writeCompacted(source, onSource, OTHER, configs),
    ]);
  }, 4 * MINUTE_MS);

  it('keeps its offsets, with markers in the holes', { timeout: 3 * MINUTE_MS }, async () => {
    const only = [...pairArguments(pair()), '--topics', TOPIC];
    const plan = await runMqferry('migrate', ...only, '--dry-run');
    expect(plan.report?.plan.topics[0], plan.stderr).toMatchObject({ compacted: true, mode: 'mirror' });
    expect(Number(plan.report?.plan.topics[0].holes)).toBeGreaterThan(written / 2);
    const { report, stderr } = await runMqferry('migrate', ...only, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
  });

  it('keeps its offsets, with blanks in the holes, for a user who may not write markers', {
    timeout: 3 * MINUTE_MS,
  }, async () => {
    const asUser = await asUserWith(pair(), IDENTITY_RIGHTS);
    const { report, stderr } = await runMqferry(
      'migrate',
      ...asUser,
      '--topics',
      OTHER,
      '--once',
      '--verify',
    );
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    expect(report!.verification.committedOnly).toEqual([OTHER]);
  });

  it('gives Kafka’s own consumer the same latest values', { timeout: 3 * MINUTE_MS }, async () => {
    const { source, target, onSource, onTarget } = pair();
    const expectSame = async (topic: string): Promise<void> => {
      const [ours, theirs] = await Promise.all(
        [source, target].map((cluster) => latestValues(reach(cluster), topic)),
      );
      expect(theirs).toEqual(ours);
      expect(theirs!.get('key 0')).toBe('value 0 of round 0');
      expect(theirs!.size).toBeGreaterThan(KEYS / 2);
    };
    await Promise.all([TOPIC, OTHER].map(expectSame));
    expect(await logEnds(onTarget, [TOPIC, OTHER])).toEqual(await logEnds(onSource, [TOPIC, OTHER]));
  });
});
