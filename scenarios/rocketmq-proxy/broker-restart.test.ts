import { describe, expect, it } from 'vitest';
import { fresh } from '../rocketmq-clients/stage.ts';
import { BOTH, withProxiedClusters } from './proxied-clusters.ts';

describe('a broker that is killed and comes back', () => {
  const stage = withProxiedClusters({ source: { version: '4.9.7' }, target: { version: '5.5.0' } });

  it.each(['source', 'target'] as const)(
    'at the %s is left by clients, and found again at the same port',
    async (side) => {
      const [topic, group, producers] = [fresh('topic'), fresh('group'), fresh('producers')];
      const { create, share, java, clusters, proxy } = stage();
      await create(topic, group);
      share(topic, BOTH);
      const peer = java('5.5.0');
      await peer.producer(producers);
      await peer.consumer({ group, topic });
      const sent: string[] = [];
      const send = async () => {
        const body = String(sent.length);
        await peer.send(producers, [{ topic, body: Buffer.from(body) }]);
        sent.push(body);
      };
      for (let i = 0; i < 10; i += 1) await send();
      const seen = () => [...new Set(peer.seen(group).map(({ body }) => String(body)))].sort();
      await expect.poll(seen).toEqual([...sent].sort());
      const [broker] = clusters[side].brokers;
      const address = proxy.addressOf({ side, address: broker!.address });
      await broker!.kill();
      // A producer that meets the broker which is gone goes to the other one.
      for (let i = 0; i < 10; i += 1) await send();
      await broker!.start();
      expect(proxy.addressOf({ side, address: broker!.address })).toBe(address);
      const before = () =>
        proxy.traffic().find((each) => each.topic === topic && each.side === side)!.traffic.answers;
      const answers = before();
      for (let i = 0; i < 10; i += 1) await send();
      await expect.poll(before).toBeGreaterThan(answers);
      await expect.poll(seen).toEqual([...sent].sort());
      await peer.stop(group);
      await peer.stop(producers);
    },
  );
});
