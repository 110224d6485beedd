import { beforeAll, describe, expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { CLEANER, KEYS, writeCompacted } from '../lib/compacted-topic.ts';
import { logEnds } from '../lib/ends.ts';
import { latestValues } from '../lib/kafka-log.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { asUserWith, IDENTITY_RIGHTS, targetWithUser } from '../lib/user-of-target.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'state';

describe('a compacted topic, without the rights to write markers', () => {
  const pair = usePair(
    { version: '2.8.2', config: CLEANER },
    targetWithUser({ version: '4.3.1', config: CLEANER }),
  );

  beforeAll(async () => {
    const { source, onSource } = pair();
    await writeCompacted(source, onSource, TOPIC);
  }, 4 * MINUTE_MS);

  it('keeps its offsets and latest values, with blanks in the holes', async () => {
    const { source, target, onSource, onTarget } = pair();
    const asUser = await asUserWith(pair(), IDENTITY_RIGHTS);
    const { report, stderr } = await runMqferry('migrate', ...asUser, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    expect(report!.verification.committedOnly).toEqual([TOPIC]);
    const [ours, theirs] = await Promise.all(
      [source, target].map((cluster) => latestValues(reach(cluster), TOPIC)),
    );
    expect(theirs).toEqual(ours);
    expect(theirs!.size).toBeGreaterThan(KEYS / 2);
    expect(await logEnds(onTarget, [TOPIC])).toEqual(await logEnds(onSource, [TOPIC]));
  });
});
