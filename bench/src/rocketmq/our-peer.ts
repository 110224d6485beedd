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

const pullPart = async (
  consumer: PullConsumer,
  { topic, brokerName, bytes }: PeerSetting,
  { from, to }: { from: number; to: number },
  batch: number,
) => {
  const queue = { topic, brokerName, queueId: 0 };
  let [offset, read] = [BigInt(from), 0];
  while (offset < BigInt(to)) {
    const maxMessages = Math.min(batch, to - Number(offset));
    const { messages, nextOffset } = await consumer.pull(queue, offset, { maxMessages });
    // Java reads all properties of every message, so they are read here too.
    for (const { body, properties } of messages) read += properties.size > 0 ? body.length : 0;
    offset = nextOffset;
  }
  if (read < (to - from - 1) * bytes) throw new Error(`${read} bytes of ${to - from} messages`);
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
    pull: (count, batch, inFlight) => {
      const part = Math.ceil(count / inFlight);
      const parts = Array.from({ length: inFlight }, (_, at) => ({
        ...{ from: at * part, to: Math.min(count, (at + 1) * part) },
      }));
      return measured(count, async () => {
        await inParallel(parts, inFlight, (of) => pullPart(consumer, setting, of, batch));
      });
    },
    stop: () => client.close(),
  };
};
