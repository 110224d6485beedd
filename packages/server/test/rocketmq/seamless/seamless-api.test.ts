import { type Client, createClient } from '@mqferry/api';
import { beforeAll, describe, expect, test } from 'vitest';
import { useService } from '../../service-support.ts';

const service = useService();
let api: Client;
const clusters = new Map<string, string>();

beforeAll(async () => {
  api = createClient({ url: service.url(), token: service.token('operator') });
  const admin = createClient({ url: service.url(), token: service.token('administrator') });
  for (const name of ['old', 'new', 'other', 'spare']) {
    // Nobody listens there: what is known of such a cluster is nothing.
    const body = { name, nameServers: '127.0.0.1:1', clusterName: name };
    clusters.set(name, (await admin.addRocketmqCluster({ body })).id);
  }
});

const create = (name: string, source: string, target: string) =>
  api.createSeamlessTask({
    body: {
      ...{ name, sourceId: clusters.get(source)!, targetId: clusters.get(target)! },
      targetNames: { 'broker-a': 'broker-a@target' },
    },
  });

const codeOf = (failing: Promise<unknown>) =>
  failing.then(
    () => undefined,
    ({ code }: { code: string }) => code,
  );

const report = (revision: number) => ({
  ...{ mode: 'route' as const, address: '127.0.0.1:9876', revision, links: [] },
  connections: [
    {
      ...{ address: '10.0.0.7:4711', language: 'JAVA', version: 399, isConnected: true },
      ...{ connectedAt: Date.now(), lastSeenAt: Date.now(), routes: {} },
      heartbeat: { clientId: 'c-1', producerGroups: [], consumers: [] },
    },
  ],
});

describe('a seamless migration', () => {
  test('has a target for itself, which is another cluster than its source', async () => {
    const task = await create('orders', 'old', 'new');
    expect(task).toMatchObject({
      ...{ name: 'orders', mode: 'route', intent: 'run', source: { name: 'old' }, target: { name: 'new' } },
      ...{ targetNames: { 'broker-a': 'broker-a@target' }, topics: { total: 0 }, gateways: [] },
    });
    expect(await codeOf(create('orders', 'old', 'spare'))).toBe('API_NAME_TAKEN');
    expect(await codeOf(create('again', 'other', 'new'))).toBe('SEAMLESS_TARGET_TAKEN');
    expect(await codeOf(create('same', 'old', 'old'))).toBe('SEAMLESS_SAME_CLUSTER');
    const params = { id: task.id };
    await api.deleteSeamlessTask({ params });
    expect(await codeOf(api.getSeamlessTask({ params }))).toBe('API_NOT_FOUND');
    expect((await create('again', 'other', 'new')).name).toBe('again');
  });

  test('tells why its clusters cannot be looked at, and refuses what needs that', async () => {
    const params = { id: (await create('unreachable', 'old', 'spare')).id };
    await expect
      .poll(() => api.getSeamlessTask({ params }))
      .toMatchObject({ seenAt: null, problem: { code: 'ROCKETMQ_NAME_SERVERS_UNREACHABLE' } });
    const task = await api.getSeamlessTask({ params });
    expect(task.steps[0]).toMatchObject({ id: 'connect', done: false });
    expect(task.traffic.source).toEqual({ in: null, out: null });
    const body = { topics: 'all' as const, motion: 'forward' as const };
    expect(await codeOf(api.planSeamlessStep({ params, body }))).toBe('ROCKETMQ_NAME_SERVERS_UNREACHABLE');
    expect(
      await codeOf(api.addSeamlessTopics({ params, body: { topics: [{ topic: 'a', kind: 'ordinary' }] } })),
    ).toBe('ROCKETMQ_NAME_SERVERS_UNREACHABLE');
    await api.deleteSeamlessTask({ params });
  });

  test('is paused and resumed, and not completed as long as it has no topics', async () => {
    const params = { id: (await create('paused', 'old', 'spare')).id };
    const blocked = async (action: string) =>
      (await api.getSeamlessTask({ params })).actions.find((each) => each.action === action)?.blockedBy?.code;
    expect(await codeOf(api.resumeSeamlessTask({ params }))).toBe('SEAMLESS_TASK_NOT_PAUSED');
    expect(await api.pauseSeamlessTask({ params })).toMatchObject({ intent: 'pause' });
    expect(await codeOf(api.pauseSeamlessTask({ params }))).toBe('SEAMLESS_TASK_PAUSED');
    expect(await blocked('completeTask')).toBe('SEAMLESS_TASK_PAUSED');
    expect(await api.resumeSeamlessTask({ params })).toMatchObject({ intent: 'run' });
    expect(await codeOf(api.completeSeamlessTask({ params }))).toBe('SEAMLESS_NO_TOPICS');
    const { items } = await api.listSeamlessLog({ params, query: {} });
    expect(items.map(({ type, text }) => [type, text.en])).toEqual([
      ['resumed', 'Resumed by operator'],
      ['paused', 'Paused by operator'],
      ['created', 'Created by operator'],
    ]);
    await api.deleteSeamlessTask({ params });
  });

  test('has gateways that report, take the table, and are forgotten', async () => {
    const { id, routingRevision } = await create('gateways', 'old', 'spare');
    const params = { id };
    const of = { id, gateway: 'gw-1' };
    const first = await api.reportSeamlessGateway({ params: of, body: report(0) });
    expect(first.table).toEqual({
      ...{ format: 'mqferry-routing-table', version: 1, revision: routingRevision, topics: {}, groups: {} },
      ...{ targetNames: { 'broker-a': 'broker-a@target' }, held: [] },
    });
    const before = await api.getSeamlessTask({ params });
    expect(before.gateways).toMatchObject([
      { gateway: 'gw-1', address: '127.0.0.1:9876', serves: false, live: true, connections: 1 },
    ]);
    const next = await api.reportSeamlessGateway({ params: of, body: report(routingRevision) });
    expect(next.table).toBeNull();
    expect((await api.getSeamlessTask({ params })).gateways).toMatchObject([{ serves: true }]);
    await api.forgetSeamlessGateway({ params: of });
    expect((await api.getSeamlessTask({ params })).gateways).toEqual([]);
    expect(await codeOf(api.forgetSeamlessGateway({ params: of }))).toBe('API_NOT_FOUND');
    const proxy = { ...report(routingRevision), mode: 'proxy' as const };
    expect(await codeOf(api.reportSeamlessGateway({ params: of, body: proxy }))).toBe(
      'SEAMLESS_GATEWAY_MODE',
    );
    const named = (instance: string) =>
      api.reportSeamlessGateway({ params: of, body: { ...report(routingRevision), instance } });
    await named('one');
    expect(await codeOf(named('two'))).toBe('SEAMLESS_GATEWAY_NAME_TAKEN');
    await named('one');
    const foreign = report(routingRevision - 100);
    expect(await codeOf(api.reportSeamlessGateway({ params: of, body: foreign }))).toBe(
      'SEAMLESS_GATEWAY_FOREIGN',
    );
    await api.deleteSeamlessTask({ params });
    expect(await codeOf(api.reportSeamlessGateway({ params: of, body: report(1) }))).toBe('API_NOT_FOUND');
    // Reports come every second.
    const admin = createClient({ url: service.url(), token: service.token('administrator') });
    const audited = await admin.listAudit({ query: { limit: 500 } });
    expect(audited.items.map(({ action }) => action)).not.toContain('reportSeamlessGateway');
  });
});
