import { type Client, createClient } from '@mqferry/api';
import { beforeAll, describe, expect, test } from 'vitest';
import { useService } from '../../service-support.ts';

const service = useService();
let api: Client;
const clusters = new Map<string, string>();

beforeAll(async () => {
  api = createClient({ url: service.url(), token: service.token('operator') });
  const admin = createClient({ url: service.url(), token: service.token('administrator') });
  for (const name of ['old', 'new', 'spare']) {
    // Nobody listens there: what is known of such a cluster is nothing.
    const body = { name, nameServers: '127.0.0.1:1', clusterName: name };
    clusters.set(name, (await admin.addRocketmqCluster({ body })).id);
  }
});

const create = async (mode: 'batches' | 'route', target: string) => {
  const [sourceId, targetId] = [clusters.get('old')!, clusters.get(target)!];
  const targetNames = { 'broker-a': 'broker-a@target' };
  return api.createSeamlessTask({
    body: { name: `${mode}-${target}`, sourceId, targetId, mode, targetNames },
  });
};

const codeOf = (failing: Promise<unknown>) =>
  failing.then(
    () => undefined,
    ({ code }: { code: string }) => code,
  );

describe('a migration in batches', () => {
  test('has neither gateways nor a routing table nor steps of its topics', async () => {
    const task = await create('batches', 'new');
    const params = { id: task.id };
    expect(task).toMatchObject({
      ...{ mode: 'batches', targetNames: {}, routingRevision: 0, gateways: [], intent: 'run' },
      topics: { total: 0, states: {}, ready: 0 },
    });
    expect(task.steps.map(({ id }) => id)).toEqual(['connect', 'import', 'batches', 'complete']);
    const body = { topics: 'all', motion: 'forward' } as const;
    expect(await codeOf(api.planSeamlessStep({ params, body }))).toBe('SEAMLESS_IN_BATCHES');
    expect(await codeOf(api.applySeamlessStep({ params, body: { ...body, hash: 'a'.repeat(64) } }))).toBe(
      'SEAMLESS_IN_BATCHES',
    );
    const report = {
      ...{ mode: 'route' as const, address: '127.0.0.1:9876', revision: 0, links: [], connections: [] },
    };
    expect(
      await codeOf(api.reportSeamlessGateway({ params: { ...params, gateway: 'gw-1' }, body: report })),
    ).toBe('SEAMLESS_IN_BATCHES');
    expect(await api.getSeamlessBatches({ params })).toEqual({
      ...{ seenAt: null, batches: [], broadcasting: [] },
    });
    await api.deleteSeamlessTask({ params });
  });

  test('begins no stage, and believes nobody, as long as its clusters cannot be looked at', async () => {
    const params = { id: (await create('batches', 'spare')).id };
    const begin = () => api.beginSeamlessBatch({ params, body: { kind: 'ordinary', stage: 'target-ready' } });
    expect(await codeOf(begin())).toBe('ROCKETMQ_NAME_SERVERS_UNREACHABLE');
    expect(await codeOf(api.sayBroadcastRead({ params, body: { group: 'g', read: true } }))).toBe(
      'ROCKETMQ_NAME_SERVERS_UNREACHABLE',
    );
    expect(await codeOf(api.completeSeamlessTask({ params }))).toBe('ROCKETMQ_NAME_SERVERS_UNREACHABLE');
    await api.deleteSeamlessTask({ params });
  });

  test('is told from one by gateways, which has no stages', async () => {
    const params = { id: (await create('route', 'new')).id };
    const body = { kind: 'ordinary', stage: 'target-ready' } as const;
    for (const asked of [
      api.getSeamlessBatches({ params }),
      api.beginSeamlessBatch({ params, body }),
      api.sayBroadcastRead({ params, body: { group: 'g', read: true } }),
    ]) {
      expect(await codeOf(asked)).toBe('SEAMLESS_NOT_IN_BATCHES');
    }
    await api.deleteSeamlessTask({ params });
  });
});
