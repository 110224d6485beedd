/** Sends and pulls with the Java client straight to a broker, and through a gateway that stands in for it, in turn. */
import { RocketmqClient } from '@mqferry/rocketmq';
import { startRocketmq } from '@mqferry/sandbox';
import { machine } from './machine.ts';
import { grouped } from './markdown.ts';
import { parseScaleAndRounds } from './options.ts';
import { keepResult, runProgram, say } from './program.ts';
import { startJavaPeer } from './rocketmq/java-peer.ts';
import type { Peer, Run } from './rocketmq/peer.ts';
import { startProxyProcess } from './rocketmq/proxy-process.ts';
import { type ProxyFacts, type ProxyResult, type ProxyRound, proxyText } from './rocketmq/proxy-report.ts';
import { inTurn, roundTitle } from './rounds.ts';

const VERSION = '5.5.0';
const BYTES = 1024;
const TOPIC = 'bench';
const REQUIRED = 0.8;
const BATCH = 32;
/** Requests that a client has under way whose rate is required; one at a time shows what is added to each. */
const LOADED = 8;

interface Case {
  readonly title: string;
  readonly count: number;
  readonly inFlight: number;
  readonly perRequest: number;
  readonly run: (peer: Peer, count: number) => Promise<Run>;
}

const sending = (title: string, count: number, inFlight: number): Case => ({
  ...{ title, count, inFlight, perRequest: 1 },
  run: (peer, messages) => peer.send(messages, inFlight),
});

const pulling = (title: string, count: number, inFlight: number): Case => ({
  ...{ title, count, inFlight, perRequest: BATCH },
  run: (peer, messages) => peer.pull(messages, BATCH, inFlight),
});

/** The pulls come last: they read what was sent. */
const CASES: readonly Case[] = [
  sending('send, one at a time', 10_000, 1),
  sending('send, 32 in flight', 50_000, 32),
  pulling('pull 32 messages, one request at a time', 100_000, 1),
  pulling(`pull 32 messages, ${LOADED} requests in flight`, 100_000, LOADED),
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
    const { name: brokerName, address } = cluster.brokers[0]!;
    const gateway = await startProxyProcess(address, brokerName);
    stops.unshift(gateway.stop);
    const peerOf = async (nameServers: string) => {
      const peer = await startJavaPeer(VERSION, { nameServers, topic: TOPIC, brokerName, bytes: BYTES });
      stops.unshift(peer.stop);
      return peer;
    };
    const [straight, through] = [await peerOf(cluster.namesrvAddr), await peerOf(gateway.nameServers)];
    const measured = CASES.map(({ count, ...rest }) => ({ ...rest, count: Math.ceil(count * scale) }));
    const rounds = measured.map((): ProxyRound[] => []);
    for (let number = 0; number <= count; number += 1) {
      for (const [at, { title, count, run }] of measured.entries()) {
        const cpu = await gateway.cpuSeconds();
        const [direct, proxied] = await inTurn(
          number,
          () => run(straight, count),
          () => run(through, count),
        );
        const gatewayCpuSeconds = (await gateway.cpuSeconds()) - cpu;
        say(
          `${roundTitle(number)}, ${title}: direct ${grouped(direct.perSecond)}/s, through ${grouped(proxied.perSecond)}/s`,
        );
        if (number > 0) rounds[at]!.push({ direct, proxied, gatewayCpuSeconds });
      }
    }
    const results = measured.map(
      ({ title, count, inFlight, perRequest }, at): ProxyResult => ({
        ...{ title, count, inFlight, perRequest },
        rounds: rounds[at]!,
      }),
    );
    const facts: ProxyFacts = {
      ...{ measuredAt: new Date().toISOString(), machine: await machine() },
      ...{ version: VERSION, bytes: BYTES, atLeast: REQUIRED, results },
    };
    await keepResult('rocketmq-gateway', isFull, facts, proxyText(facts));
  } finally {
    for (const stop of stops) await stop();
  }
});
