import { inFlightOf, progressOf, readCluster } from '@mqferry/replication';
import { runMqadmin } from '@mqferry/sandbox';
import { describe, expect, it } from 'vitest';
import { fresh } from '../rocketmq-clients/stage.ts';
import { withProxiedClusters } from './proxied-clusters.ts';

const ONLY_TARGET = { source: 'none', target: 'read-write' } as const;
const BODIES = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('messages that are popped', () => {
  const stage = withProxiedClusters({
    source: { version: '4.9.7' },
    // As much memory outside of the heap: with 192 MB a broker of whom is popped runs out of it.
    target: { version: '5.5.0', heap: '512m' },
  });

  it('are acknowledged, and come again where they failed, at a broker that is shown under another name', async () => {
    const [topic, group] = [fresh('topic'), fresh('group')];
    await stage().create(topic, group);
    stage().share(topic, ONLY_TARGET);
    const { clusters } = stage();
    const { namesrvAddr, brokers } = clusters.target;
    const { address } = brokers[0]!;
    const place = ['-b', address, '-n', namesrvAddr];
    await runMqadmin('5.5.0', ['setConsumeMode', '-t', topic, '-g', group, '-m', 'POP', '-q', '8', ...place]);
    const java = stage().java('5.5.0');
    await java.consumer({ group, topic, manner: 'pop', fails: 1 });
    const producer = await stage()
      .client()
      .producer({ group: fresh('ours') });
    const seen = (body: string) =>
      java
        .seen(group)
        .filter((message) => String(message.body) === body)
        .map(({ reconsumeTimes }) => reconsumeTimes);
    for (const body of BODIES) await producer.send({ topic, body: Buffer.from(body) });
    for (const body of BODIES) await expect.poll(() => seen(body)).toEqual([0, 1]);
    // By the time at which others have come again, these would have as well.
    await producer.send({ topic, body: Buffer.from('later') });
    await expect.poll(() => seen('later')).toEqual([0, 1]);
    await producer.send({ topic, body: Buffer.from('last') });
    await expect.poll(() => seen('last')).toEqual([0, 1]);
    for (const body of [...BODIES, 'later']) expect(seen(body)).toEqual([0, 1]);
    const left = async () => {
      const reading = await readCluster(stage().admins.target, 'DefaultCluster', {
        ...{ topics: [topic], groups: [group] },
      });
      return { ...inFlightOf(reading, topic), ...progressOf(reading, group, topic) };
    };
    await expect.poll(left).toMatchObject({ count: 0n, backlog: 0n });
    await java.stop(group);
  });
});
