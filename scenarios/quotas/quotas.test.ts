import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { produceBulk } from '../lib/producers.ts';
import { limitCopier } from '../lib/quotas.ts';
import { newTopic } from '../lib/topics.ts';

const TOPIC = 'orders';
const RECORDS = 2_000;

describe('a source that lets the copier read less than there is', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

  beforeAll(async () => {
    const { source, onSource } = pair();
    await newTopic(onSource, TOPIC, 2);
    await produceBulk(reach(source), TOPIC, RECORDS, 1_000);
    await limitCopier(onSource, 'consumer_byte_rate', 400_000);
  });

  it('is copied and compared as slowly as it wants', async () => {
    const { source, target } = pair();
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    await expectEqualLogs(reach(source), reach(target), [TOPIC]);
  });
});
