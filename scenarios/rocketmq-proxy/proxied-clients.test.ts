import { addressText } from '@mqferry/core';
import { SIDES } from '@mqferry/gateway';
import { consumerConnections, dlqTopic, newestMessages } from '@mqferry/rocketmq';
import { describe, expect, it } from 'vitest';
import { fresh, VERSIONS } from '../rocketmq-clients/stage.ts';
import { BOTH, SHOWN_NAME, withProxiedClusters } from './proxied-clusters.ts';

const config = {
  // Longer than 5.5.0 takes to store what became of half messages (3 s).
  transactionTimeOut: '5000',
  transactionCheckInterval: '1000',
  messageDelayLevel: '1s 1s 1s 1s 1s 1s 1s 1s 1s 1s',
};

const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));
const sorted = (texts: readonly string[]): string[] => [...texts].sort();

describe.each(VERSIONS)('brokers 4.9.7 and %s of one name, stood in for', (targetVersion) => {
  const stage = withProxiedClusters({
    source: { version: '4.9.7', config, slave: true },
    target: { version: targetVersion, config },
  });

  describe.each(VERSIONS)('by a gateway for Java %s', (javaVersion) => {
    const bodies = (group: string) =>
      stage()
        .java(javaVersion)
        .seen(group)
        .map(({ body }) => String(body));

    /** Consumers may get a message more than once, as when queues change hands. */
    const distinct = (group: string) => sorted([...new Set(bodies(group))]);

    const topicOn = async (share = BOTH) => {
      const [topic, group] = [fresh('topic'), fresh('group')];
      await stage().create(topic, group);
      stage().share(topic, share);
      return { topic, group, java: stage().java(javaVersion) };
    };

    it('carry what producers and consumers of both clusters say', async () => {
      const { topic, group, java } = await topicOn();
      const producers = fresh('producers');
      await java.producer(producers);
      await java.consumer({ group, topic });
      const all = numbers(40);
      for (const body of all) await java.send(producers, [{ topic, body: Buffer.from(body) }]);
      await java.send(producers, [{ topic, body: Buffer.from('oneway') }], 'oneway');
      await java.send(producers, [{ topic, body: Buffer.from('batch') }], 'batch');
      const ours = await stage().client().producer({ group: producers });
      await ours.send({ topic, body: Buffer.from('ours') });
      await expect.poll(() => distinct(group)).toEqual(sorted([...all, 'oneway', 'batch', 'ours']));
      const counts = stage()
        .proxy.traffic()
        .filter((each) => each.topic === topic);
      expect(counts.map(({ side }) => side)).toEqual(['source', 'target']);
      for (const { traffic } of counts) expect(traffic).toMatchObject({ refused: 0, held: 0 });
      const told = stage().seen.filter(
        (seen) => seen.kind === 'heartbeat' && seen.heartbeat.consumers.some((each) => each.group === group),
      );
      expect(new Set(told.map(({ link }) => link.side))).toEqual(new Set(['source', 'target']));
      await java.stop(group);
      await java.stop(producers);
    });

    it('know its clients by the addresses that it tells, also when they have left', async () => {
      const { topic, group, java } = await topicOn();
      const producers = fresh('producers');
      await java.producer(producers);
      await java.consumer({ group, topic });
      for (const body of numbers(16)) await java.send(producers, [{ topic, body: Buffer.from(body) }]);
      await expect.poll(() => distinct(group)).toEqual(sorted(numbers(16)));
      await java.stop(producers);
      for (const side of SIDES) {
        const { address } = stage().clusters[side].brokers.find(({ id }) => id === 0)!;
        const admin = stage().admins[side];
        const written = await newestMessages(admin, address, topic, 16);
        const { connections = [] } = (await consumerConnections(admin, address, group)) ?? {};
        const known = [
          ...written.map(({ bornHost }) => addressText(bornHost)),
          ...connections.map(({ clientAddr }) => clientAddr),
        ];
        expect([written.length > 0, connections.length]).toEqual([true, 1]);
        expect(known.filter((each) => !stage().proxy.links().includes(each))).toEqual([]);
      }
      await java.stop(group);
    });

    it('take messages back, and to the dead letters, on the side where each is', async () => {
      const { topic, group, java } = await topicOn();
      const producer = await stage()
        .client()
        .producer({ group: fresh('ours') });
      for (const body of numbers(8)) {
        const queue = (await producer.queues(topic))[Number(body)]!;
        await producer.send({ topic, body: Buffer.from(body) }, { queue });
      }
      await java.consumer({ group, topic, maxReconsumeTimes: 1, fails: 5 });
      const times = (body: string) => bodies(group).filter((each) => each === body).length;
      for (const body of numbers(8)) await expect.poll(() => times(body)).toBeGreaterThanOrEqual(2);
      await java.stop(group);
      for (const side of SIDES) {
        // A message that was delivered once more than it had to be is there twice.
        const dead = async () =>
          Number((await stage().ends(side, dlqTopic(group))).reduce((sum, end) => sum + end, 0n));
        await expect.poll(dead).toBeGreaterThanOrEqual(4);
      }
    });

    it('ask producers about their transactions', async () => {
      const { topic, group, java } = await topicOn();
      await java.consumer({ group, topic });
      const committing = fresh('committing');
      await java.producer(committing, 'ZLIB', 'commit');
      const expected: string[] = [];
      for (const [place, transaction] of (['commit', 'rollback', 'unknown', 'unknown'] as const).entries()) {
        for (const part of ['first', 'second']) {
          const body = `${place} ${part}`;
          await java.send(committing, [{ topic, body: Buffer.from(body) }], { transaction });
          if (transaction !== 'rollback') expected.push(body);
        }
      }
      await expect.poll(() => distinct(group)).toEqual(sorted(expected));
      const checked = new Set(java.checked(committing));
      expect(sorted([...checked])).toEqual(sorted(expected.slice(2)));
      await java.stop(group);
      await java.stop(committing);
    });

    it('give locks by the names that they have themselves', async () => {
      const { topic, group, java } = await topicOn();
      await java.consumer({ group, topic, manner: 'orderly' });
      const producer = await stage()
        .client()
        .producer({ group: fresh('ours') });
      const queues = await producer.queues(topic);
      expect(new Set(queues.map(({ brokerName }) => brokerName))).toEqual(new Set(['broker-a', SHOWN_NAME]));
      for (const round of numbers(3)) {
        for (const queue of queues) {
          await producer.send(
            { topic, body: Buffer.from(`${queue.brokerName} ${queue.queueId} ${round}`) },
            { queue },
          );
        }
      }
      const expected = queues.flatMap(({ brokerName, queueId }) =>
        numbers(3).map((round) => `${brokerName} ${queueId} ${round}`),
      );
      await expect.poll(() => bodies(group).length).toBe(expected.length);
      for (const { brokerName, queueId } of queues) {
        const prefix = `${brokerName} ${queueId} `;
        expect(bodies(group).filter((body) => body.startsWith(prefix))).toEqual(
          expected.filter((body) => body.startsWith(prefix)),
        );
      }
      // Who goes to the target itself, under the name that its broker has, gets none of these locks.
      const { address } = stage().clusters.target.brokers[0]!;
      const connection = await stage().admins.target.pool.get(address);
      const mqSet = numbers(4).map((id) => ({ topic, brokerName: 'broker-a', queueId: Number(id) }));
      const lock = (consumerGroup: string) =>
        connection.request({
          ...{ code: 41, name: 'LOCK_BATCH_MQ', fields: {} },
          body: Buffer.from(JSON.stringify({ consumerGroup, clientId: 'another', mqSet })),
        });
      expect(JSON.parse(String((await lock(group)).body)).lockOKMQSet).toEqual([]);
      expect(JSON.parse(String((await lock(fresh('free'))).body)).lockOKMQSet).toHaveLength(4);
      await java.stop(group);
    });

    it('refuse writes of a topic that has moved, and producers with an old route write to the target', async () => {
      const { topic, group, java } = await topicOn();
      stage().share(topic, { source: 'read', target: 'read-write' }, { shown: BOTH });
      const producers = fresh('producers');
      await java.producer(producers);
      await java.consumer({ group, topic });
      const all = numbers(30);
      for (const body of all) await java.send(producers, [{ topic, body: Buffer.from(body) }]);
      await java.send(producers, [{ topic, body: Buffer.from('batch') }], 'batch');
      await java.send(producers, [{ topic, body: Buffer.from('transaction') }], { transaction: 'commit' });
      await expect.poll(() => distinct(group)).toEqual(sorted([...all, 'batch', 'transaction']));
      const [source, target] = (['source', 'target'] as const).map(
        (side) =>
          stage()
            .proxy.traffic()
            .find((each) => each.topic === topic && each.side === side)!.traffic,
      );
      expect(source!.refused).toBeGreaterThan(0);
      expect(source!.lost).toBe(0);
      expect(target!.refused).toBe(0);
      expect(await stage().ends('source', topic)).toEqual([0n, 0n, 0n, 0n]);
      await java.stop(group);
      await java.stop(producers);
    });

    it('keep the order of a key when its topic is held, drained and switched', async () => {
      const ordered = { source: 'read-write', target: 'connect' } as const;
      const { topic, group, java } = await topicOn(ordered);
      const producers = fresh('producers');
      await java.producer(producers);
      await java.consumer({ group, topic, manner: 'orderly' });
      const send = (body: string) =>
        java.send(producers, [{ topic, body: Buffer.from(body) }], { key: 'key' });
      let failures = 0;
      /** As an application does to whom order matters: what was not taken is sent again before anything else. */
      const sendUntilTaken = async (body: string): Promise<void> => {
        for (;;) {
          try {
            await send(body);
            return;
          } catch (error) {
            expect(String(error)).toMatch(/CODE: 16/);
            failures += 1;
          }
        }
      };
      for (const body of numbers(5)) await send(body);
      // One that waits goes to the source after all when that is held no longer.
      stage().share(topic, ordered, { held: true });
      const released = send('released');
      await expect.poll(() => stage().proxy.waiting).toBe(1);
      expect(bodies(group)).not.toContain('released');
      stage().share(topic, ordered);
      await released;
      // Now the switch: held, drained, and only then is the target written.
      stage().share(topic, ordered, { held: true });
      const first = sendUntilTaken('switched');
      await expect.poll(() => stage().proxy.waiting).toBe(1);
      await expect.poll(() => bodies(group)).toEqual([...numbers(5), 'released']);
      stage().share(topic, { source: 'read', target: 'read-write' });
      await first;
      expect(failures).toBeGreaterThan(0);
      for (const body of ['6', '7', '8']) await sendUntilTaken(body);
      await expect.poll(() => bodies(group)).toEqual([...numbers(5), 'released', 'switched', '6', '7', '8']);
      const count = (ends: readonly bigint[]) => ends.reduce((sum, end) => sum + end, 0n);
      expect(count(await stage().ends('source', topic))).toBe(6n);
      expect(count(await stage().ends('target', topic))).toBe(4n);
      await java.stop(group);
      await java.stop(producers);
    });
  });
});
