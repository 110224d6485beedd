import { inParallel } from '@mqferry/core';
import { type Producer, type PullConsumer, RocketmqClient } from '@mqferry/rocketmq';
import type { Peer, PeerSetting, Run } from './peer.ts';

const GROUP = 'bench-mqferry';

const measured = async (count: number, work: () => Promise<void>): Promise<Run> => {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (count * 1000) / (performance.now() - begun), cpuSeconds: (user + system) / 1e6 };
};

const pullAll = async (consumer: PullConsumer, setting: PeerSetting, count: number, batch: number) => {
  const { topic, brokerName, bytes } = setting;
  const queue = { topic, brokerName, queueId: 0 };
  let [offset, read] = [0n, 0];
  while (offset < BigInt(count)) {
    const { messages, nextOffset } = await consumer.pull(queue, offset, { maxMessages: batch });
    // Java reads all properties of every message, so they are read here too.
    for (const { body, properties } of messages) read += properties.size > 0 ? body.length : 0;
    offset = nextOffset;
  }
  if (read < count * bytes) throw new Error(`${read} bytes of ${count} messages`);
};

const sendAll = async (producer: Producer, setting: PeerSetting, count: number, inFlight: number) => {
  const { topic, brokerName, bytes } = setting;
  const queue = { topic, brokerName, queueId: 0 };
  const body = Buffer.alloc(bytes, 'x');
  await inParallel(Array.from({ length: count }), inFlight, async () => {
    const { status } = await producer.send({ topic, body }, { queue });
    if (status !== 'ok') throw new Error(status);
  });
};

/** Our client, in this process. */
export const startOurPeer = async (setting: PeerSetting): Promise<Peer> => {
  const client = new RocketmqClient({ nameServers: setting.nameServers });
  const producer = await client.producer({ group: GROUP });
  const consumer = await client.pullConsumer({ group: GROUP });
  return {
    send: (count, inFlight) => measured(count, () => sendAll(producer, setting, count, inFlight)),
    pull: (count, batch) => measured(count, () => pullAll(consumer, setting, count, batch)),
    stop: () => client.close(),
  };
};
