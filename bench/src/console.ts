/**
 * How long the service and its console take with large clusters: 10,000 topics, 50,000 partitions, 5,000 groups behind
 * synthetic brokers.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { findChromium } from '../../tools/chromium.ts';
import { consoleText } from './console/console-report.ts';
import type { LoopTold } from './console/loop-delay.ts';
import { measureApi } from './console/measure-api.ts';
import { measureFirstLook } from './console/measure-first-look.ts';
import { measurePages } from './console/measure-pages.ts';
import { measureStandStill } from './console/measure-stand-still.ts';
import { measureStream } from './console/measure-stream.ts';
import { measuredClient } from './console/measured-client.ts';
import { setUp } from './console/set-up.ts';
import { LARGE } from './console/synthetic-cluster.ts';
import { machine } from './machine.ts';
import { wholeNumber } from './options.ts';
import { keepResult, runProgram, say, scratchFolder } from './program.ts';

const RECORDS = { auditEntries: 100_000, tasks: 200, taskItems: 5_000 };
const STREAM_SECONDS = 15;

const roundsOf = (args: readonly string[]) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '100' },
      routed: { type: 'string', default: '20' },
      cold: { type: 'string', default: '3' },
    },
  });
  const number = (name: 'rounds' | 'routed' | 'cold') => wholeNumber(`--${name}`, values[name], 1, 10_000);
  return { api: number('rounds'), routed: number('routed'), cold: number('cold') };
};

await runProgram(async (args) => {
  const rounds = roundsOf(args);
  const loadBefore = loadavg()[0]!;
  say('setting up');
  const { clusters, service, login, world } = await setUp(scratchFolder, RECORDS);
  try {
    const client = measuredClient(service.url, login.token);
    const loop: Record<string, LoopTold> = {};
    const during = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      say(name);
      await service.loop();
      const result = await work();
      loop[name] = await service.loop();
      return result;
    };
    const firstLook = await during('first look at a cluster', () =>
      measureFirstLook(client.api, world.source),
    );
    await measureFirstLook(client.api, world.target);
    const watched = measureStream(service.url, login.token, world.migration, STREAM_SECONDS);
    const plan = await during('plan of all topics', async () => {
      const { topics } = await client.api.planMigration({ params: { id: world.migration } });
      return { ms: client.last().ms, topics: topics.length, bytes: client.last().bytes };
    });
    const stream = await watched;
    const calls = await during('calls', () => measureApi(client, world, rounds.api));
    const executable = findChromium();
    const pages =
      executable === undefined
        ? undefined
        : await during('pages', () =>
            measurePages({ executable, url: service.url, login, world }, rounds.routed, rounds.cold),
          );
    const standStill = await during('brokers that answer nothing', () =>
      measureStandStill(client, clusters, world),
    );
    const { heapBytes: liveBytes } = await service.loop('collect');
    const result = {
      ...{ measuredAt: new Date().toISOString(), machine: await machine(), size: LARGE, records: RECORDS },
      ...{
        loadBefore,
        rounds,
        firstLook,
        plan,
        calls,
        pages,
        stream,
        standStill,
        loop,
        liveBytes,
        ...service.usage(),
      },
    };
    const isFull = args.length === 0 && pages !== undefined;
    await keepResult('console', isFull, result, consoleText(result));
  } finally {
    await service.close();
    clusters.close();
  }
});
