/** How many routes a second the gateway answers, beside a name server. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableText } from '@mqferry/gateway';
import { startRocketmq } from '@mqferry/sandbox';
import { machine } from './machine.ts';
import { grouped } from './markdown.ts';
import { parseScaleAndRounds } from './options.ts';
import { keepResult, runProgram, say, scratchFolder } from './program.ts';
import { inTurn, roundTitle } from './rounds.ts';
import { routesPerSecond } from './seamless/ask-routes.ts';
import { fillCluster } from './seamless/fill-clusters.ts';
import { startGateway } from './seamless/gateway-process.ts';
import { type RoutesRound, routesText } from './seamless/routes-report.ts';

const TOPICS = 200;
const COUNT = 100_000;
const BOTH = { source: 'read-write', target: 'read-write' } as const;

await runProgram(async (args) => {
  const { scale, rounds: count, isFull } = parseScaleAndRounds(args);
  const all = Array.from({ length: TOPICS }, (_, i) => ({ topic: `topic-${i}`, group: `group-${i}` }));
  const topics = all.map(({ topic }) => topic);
  const requests = Math.ceil(COUNT * scale);
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const start = async (version: '4.9.7' | '5.5.0', clusterName: string) => {
      const cluster = await startRocketmq({ version, clusterName, masters: 2, autoCreateTopics: false });
      stops.unshift(cluster.stop);
      await fillCluster(cluster, all);
      return cluster;
    };
    const clusters = { source: await start('4.9.7', 'old'), target: await start('5.5.0', 'new') };
    const tableFile = join(await mkdtemp(join(scratchFolder, 'routes-')), 'table.json');
    const targetNames = new Map(clusters.target.brokers.map(({ name }) => [name, `${name}@target`]));
    await writeFile(
      tableFile,
      tableText({
        ...{
          revision: 1,
          targetNames,
          held: new Set(),
          topics: new Map(topics.map((topic) => [topic, BOTH])),
        },
        groups: new Map(all.map(({ group }) => [group, BOTH])),
      }),
    );
    const gateway = await startGateway(clusters, { tableFile });
    stops.unshift(gateway.stop);
    const rounds: RoutesRound[] = [];
    for (let number = 0; number <= count; number += 1) {
      const [nameServer, through] = await inTurn(
        number,
        () => routesPerSecond(clusters.source.nameServers[0]!.address, topics, requests),
        () => routesPerSecond(gateway.address, topics, requests),
      );
      say(`${roundTitle(number)}: name server ${grouped(nameServer)}/s, gateway ${grouped(through)}/s`);
      if (number > 0) rounds.push({ nameServer, gateway: through });
    }
    const facts = {
      ...{ measuredAt: new Date().toISOString(), machine: await machine() },
      ...{ topics: TOPICS, count: requests, rounds },
    };
    await keepResult('rocketmq-routes', isFull, facts, routesText(facts));
  } finally {
    for (const stop of stops) await stop();
  }
});
