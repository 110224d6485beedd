/** How long a scan, a bulk step and a page of a seamless migration take with a thousand topics and as many groups. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Client, createClient } from '@mqferry/api';
import { pause } from '@mqferry/core';
import { startRocketmq } from '@mqferry/sandbox';
import { spreadOf } from './comparison.ts';
import { claim, startService } from './console/service-process.ts';
import { machine } from './machine.ts';
import { wholeNumber } from './options.ts';
import { keepResult, runProgram, say, scratchFolder } from './program.ts';
import { commitOffsets, fillCluster } from './seamless/fill-clusters.ts';
import { startGateway } from './seamless/gateway-process.ts';
import { type Timed, taskText } from './seamless/task-report.ts';

const FULL = 1_000;
const ROUNDS = 20;
const STEPS = 3;
const POLL_MS = 200;
const TASK = 'large';
/** Without clients nobody has taken a route; it would be waited for as long as clients may take. */
const FORCED = ['routes-taken'] as const;

const times: Timed[] = [];

/** Times something, once or in rounds. */
const timed = async (
  what: string,
  aimMs: number | undefined,
  rounds: number,
  act: () => Promise<unknown>,
): Promise<void> => {
  const each: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await act();
    each.push(performance.now() - began);
  }
  times.push({ what, aimMs, ms: spreadOf(each) });
  say(`${what}: ${each.map((ms) => `${Math.round(ms)}`).join(', ')} ms`);
};

const until = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
  say(`until ${what}`);
  while (!(await isSo())) await pause(POLL_MS);
};

const measureSteps = async (api: Client, params: { readonly id: string }): Promise<void> => {
  const served = async () => {
    const { gateways } = await api.getSeamlessTask({ params });
    return gateways.every(({ serves }) => serves);
  };
  for (const motion of ['forward', 'forward', 'back'] as const) {
    await until('the gateway serves', served);
    const body = { topics: 'all' as const, motion, force: [...FORCED] };
    let hash = '';
    await timed(`plan of a step ${motion}, all topics`, undefined, 1, async () => {
      const plan = await api.planSeamlessStep({ params, body });
      if (plan.blocked > 0)
        say(`blocked: ${plan.topics.find(({ blockedBy }) => blockedBy)?.blockedBy?.code}`);
      ({ hash } = plan);
    });
    await timed(`bulk step ${motion}, all topics`, 10_000, 1, () =>
      api.applySeamlessStep({ params, body: { ...body, hash } }),
    );
  }
};

await runProgram(async (args) => {
  const { values } = parseArgs({ args: [...args], options: { topics: { type: 'string', default: '1000' } } });
  const count = wholeNumber('--topics', values.topics, 1, FULL);
  const all = Array.from({ length: count }, (_, i) => ({ topic: `topic-${i}`, group: `group-${i}` }));
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const start = async (version: '4.9.7' | '5.5.0', clusterName: string) => {
      const cluster = await startRocketmq({ version, clusterName, masters: 2, autoCreateTopics: false });
      stops.unshift(cluster.stop);
      return cluster;
    };
    const clusters = { source: await start('4.9.7', 'old'), target: await start('5.5.0', 'new') };
    say(`creating ${count} topics and groups`);
    await fillCluster(clusters.source, all);
    await fillCluster(clusters.target, all);
    await commitOffsets(clusters.source, all);
    const folder = join(await mkdtemp(join(scratchFolder, 'task-')), 'data');
    await mkdir(folder);
    const { service, firstToken } = await startService(folder, true);
    stops.unshift(service.close);
    const { token } = await claim(service.url, firstToken!);
    const api = createClient({ url: service.url, token });
    const add = async (name: string, nameServers: string) =>
      (await api.addRocketmqCluster({ body: { name, nameServers, clusterName: name } })).id;
    const sourceId = await add('old', clusters.source.namesrvAddr);
    const targetId = await add('new', clusters.target.namesrvAddr);
    const { id } = await api.createSeamlessTask({ body: { name: TASK, sourceId, targetId, mode: 'route' } });
    const params = { id };
    const tokenFile = join(folder, '..', 'token');
    await writeFile(tokenFile, token);
    const gateway = await startGateway(clusters, {
      tableFile: join(folder, '..', 'table.json'),
      from: { service: service.url, task: TASK, tokenFile },
    });
    stops.unshift(gateway.stop);

    await timed('scan of both clusters', 30_000, STEPS, () => api.scanSeamlessTask({ params }));
    const topics = all.map(({ topic }) => ({ topic, kind: 'ordinary' as const }));
    await timed('taking all topics in', undefined, 1, () =>
      api.addSeamlessTopics({ params, body: { topics } }),
    );
    await until('all is looked at', async () => {
      const { groups } = await api.getSeamlessTask({ params });
      return groups.total === count;
    });
    await measureSteps(api, params);
    await timed('page of 50 topics', 300, ROUNDS, () => api.listSeamlessTopics({ params, query: {} }));
    await timed('page of 50 topics by backlog', 300, ROUNDS, () =>
      api.listSeamlessTopics({ params, query: { sort: 'backlog', order: 'descending' } }),
    );
    await timed('the task itself', 300, ROUNDS, () => api.getSeamlessTask({ params }));
    await timed('one topic', 300, ROUNDS, () =>
      api.getSeamlessTopic({ params: { id, topic: all[0]!.topic } }),
    );
    const facts = {
      ...{ measuredAt: new Date().toISOString(), machine: await machine() },
      ...{ topics: count, groups: count, times },
    };
    await keepResult('rocketmq-task', count === FULL, facts, taskText(facts));
  } finally {
    for (const stop of stops) await stop();
  }
});
