/** Sends and pulls with our RocketMQ client and with the Java client, on one broker, in turn. */
import { RocketmqClient } from '@mqferry/rocketmq';
import { startRocketmq } from '@mqferry/sandbox';
import { machine } from './machine.ts';
import { grouped } from './markdown.ts';
import { parseScaleAndRounds } from './options.ts';
import { keepResult, runProgram, say } from './program.ts';
import { startJavaPeer } from './rocketmq/java-peer.ts';
import { startOurPeer } from './rocketmq/our-peer.ts';
import type { PeerSetting } from './rocketmq/peer.ts';
import { type ThroughputCase, type ThroughputRound, throughputText } from './rocketmq/throughput-report.ts';
import { inTurn, roundTitle } from './rounds.ts';

const VERSION = '5.5.0';
const BYTES = 1024;
const TOPIC = 'bench';

/** The pulls come last: they read what was sent. */
const CASES: readonly ThroughputCase[] = [
  { title: 'send, one at a time', count: 10_000, atLeast: 0.7, run: (peer, count) => peer.send(count, 1) },
  { title: 'send, 32 in flight', count: 50_000, atLeast: 0.7, run: (peer, count) => peer.send(count, 32) },
  { title: 'pull 32 at a time', count: 100_000, atLeast: 1, run: (peer, count) => peer.pull(count, 32, 1) },
];

/** The first message of a topic makes the broker create it. */
const createTopic = async (nameServers: string): Promise<void> => {
  const client = new RocketmqClient({ nameServers });
  const producer = await client.producer({ group: 'bench-create' });
  await producer.send({ topic: TOPIC, body: Buffer.alloc(1) });
  await client.close();
};

await runProgram(async (args) => {
  const { scale, rounds: count, isFull } = parseScaleAndRounds(args);
  const stops: (() => Promise<void>)[] = [];
  try {
    const cluster = await startRocketmq({ version: VERSION });
    stops.unshift(cluster.stop);
    await createTopic(cluster.namesrvAddr);
    const brokerName = cluster.brokers[0]!.name;
    const setting: PeerSetting = { nameServers: cluster.namesrvAddr, topic: TOPIC, brokerName, bytes: BYTES };
    const ours = await startOurPeer(setting);
    stops.unshift(ours.stop);
    const java = await startJavaPeer(VERSION, setting);
    stops.unshift(java.stop);
    const measured = CASES.map(({ count, ...rest }) => ({ ...rest, count: Math.ceil(count * scale) }));
    const rounds = measured.map((): ThroughputRound[] => []);
    for (let number = 0; number <= count; number += 1) {
      for (const [at, { title, count, run }] of measured.entries()) {
        const [mqferry, peer] = await inTurn(
          number,
          () => run(ours, count),
          () => run(java, count),
        );
        const rates = `mqferry ${grouped(mqferry.perSecond)}/s, Java ${grouped(peer.perSecond)}/s`;
        say(`${roundTitle(number)}, ${title}: ${rates}`);
        if (number > 0) rounds[at]!.push({ mqferry, java: peer });
      }
    }
    const results = measured.map(({ title, count, atLeast }, at) => ({
      ...{ title, count, atLeast },
      rounds: rounds[at]!,
    }));
    const facts = {
      ...{ measuredAt: new Date().toISOString(), machine: await machine() },
      ...{ version: VERSION, bytes: BYTES, results },
    };
    await keepResult('rocketmq-client', isFull, facts, throughputText(facts));
  } finally {
    for (const stop of stops) await stop();
  }
});
