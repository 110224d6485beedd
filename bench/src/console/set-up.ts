import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@mqferry/api';
import type { World } from './api-calls.ts';
import { type FakeClusters, startFakeClusters } from './fake-clusters.ts';
import { fillStore, type Records } from './fill-store.ts';
import { claim, type Login, type ServiceProcess, startService } from './service-process.ts';
import { LARGE, TOPICS_WITHOUT_LEADER } from './synthetic-cluster.ts';

/** A running service with two large clusters, and what it has written down. */
export interface Installation {
  readonly clusters: FakeClusters;
  readonly service: ServiceProcess;
  readonly login: Login;
  readonly world: World;
}

/** Of fifty topics of the second cluster three are not as on the first. */
const DIFFERING = 50;
const EMPTY = { topics: 0, groups: 0, acls: 0, users: 0, quotas: 0 };
/** Besides the one of 10,000 topics. */
const SMALL_MIGRATIONS = 50;

/** Sets everything up in a new folder below `scratch`; the service has just been started. */
export const setUp = async (scratch: string, records: Records): Promise<Installation> => {
  const clusters = await startFakeClusters([
    { name: 'large-one', size: LARGE, differing: 0 },
    { name: 'large-two', size: LARGE, differing: DIFFERING },
    { name: 'empty', size: EMPTY, differing: 0 },
  ]);
  const folder = join(await mkdtemp(join(scratch, 'console-')), 'data');
  await mkdir(folder);
  const first = await startService(folder, true);
  const login = await claim(first.service.url, first.firstToken!);
  const api = createClient({ url: first.service.url, token: login.token });
  const ids: string[] = [];
  for (const [i, bootstrap] of clusters.bootstraps.entries()) {
    const properties = `bootstrap.servers=${bootstrap}`;
    ids.push((await api.addCluster({ body: { name: `cluster ${i + 1}`, properties } })).id);
  }
  const [source, target, empty] = ids as [string, string, string];
  const migrate = (name: string, selection: { topics?: string; groups?: string; exclude?: string }) =>
    api.createMigration({ body: { name, sourceId: source, targetId: empty, selection } });
  const { id: migration } = await migrate('everything', { groups: '.*', exclude: TOPICS_WITHOUT_LEADER });
  for (let number = 0; number < SMALL_MIGRATIONS; number += 1)
    await migrate(`part ${number}`, { topics: `orders[.]stream-000${number}` });
  await first.service.close();
  await fillStore(folder, [source, target], records);
  const { service } = await startService(folder, false);
  const again = createClient({ url: service.url, token: login.token });
  const task = (await again.listTasks({ query: {} })).items[0]!.id;
  return { clusters, service, login, world: { source, target, migration, task } };
};
