import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../lib/until.ts';
import { QUICK } from '../rocketmq-migration/lib/live-clients.ts';
import { SeamlessService } from '../rocketmq-migration/lib/served-applications.ts';
import { GrpcClients } from './grpc-clients.ts';
import { createOnBoth, type GrpcTopic, REDELIVERY_MS, startProxiedClusters } from './grpc-pair.ts';

const ORDERS: GrpcTopic = { topic: 'grpc-orders', type: 'NORMAL', groups: ['grpc-billing'] };
const [GROUP] = ORDERS.groups as [string];
const WAIT_MS = 90_000;
/** From the source to the target. */
const STEPS = 4;

describe('clients that speak gRPC, by a task of the service', () => {
  let clusters: Awaited<ReturnType<typeof startProxiedClusters>>;
  let service: SeamlessService;

  beforeAll(async () => {
    clusters = await startProxiedClusters({ source: { clusterName: 'old' }, target: { clusterName: 'new' } });
    // On the target groups get their offsets by the first step.
    await createOnBoth(clusters, [ORDERS], ['source']);
    const proxies = (side: 'source' | 'target') => clusters[side].proxy!.grpcAddress;
    const gateway = [
      ...['--listen-grpc', '127.0.0.1:0', '--source-proxy', proxies('source')],
      ...['--target-proxy', proxies('target')],
    ];
    const options = { mode: 'route', pace: QUICK, gateway } as const;
    service = await SeamlessService.start(clusters, options, [{ topic: ORDERS.topic, kind: 'ordinary' }]);
  });
  afterAll(async () => {
    await service?.end();
    await clusters?.stop();
  });

  const clientsAt = async (endpoints: string) => {
    const clients = await GrpcClients.start({ endpoints, routes: 1000 });
    onTestFinished(() => clients.end());
    return clients;
  };

  it('one that is forgotten at a proxy holds its topic up; without it all go there and back, and lose nothing', {
    timeout: 10 * 60_000,
  }, async () => {
    const endpoint = /(127\.0\.0\.1:\d+) as their endpoint/u.exec(service.gatewayText)![1]!;
    const java = await clientsAt(endpoint);
    await java.producer('orders', ORDERS.topic);
    await java.push('billing', GROUP, ORDERS.topic);
    const forgotten = await clientsAt(clusters.source.proxy!.grpcAddress);
    await forgotten.push('forgotten', GROUP, ORDERS.topic);
    const straight = async () => {
      const { id } = await service.task();
      const query = { through: 'straight' } as const;
      return (await service.api.listSeamlessClients({ params: { id }, query })).items;
    };
    await until('the forgotten one is seen', WAIT_MS, async () => (await straight()).length > 0);
    expect(await straight()).toMatchObject([{ side: 'source', group: GROUP, topics: [ORDERS.topic] }]);
    expect(await service.attempt('forward')).toContain((await straight())[0]!.clientId);
    await forgotten.stop('forgotten');
    const taken = () => [...java.texts('took', 'billing'), ...forgotten.texts('took', 'forgotten')];

    for (const motion of ['forward', 'back'] as const) {
      for (let step = 0; step < STEPS; step += 1) {
        await service.step(motion);
        const sent = java.texts('sent', 'orders').length;
        await until('more is sent', WAIT_MS, () => java.texts('sent', 'orders').length > sent + 3);
      }
    }
    await java.rest('orders');

    expect(java.troubles('unsent', 'orders')).toEqual([]);
    const sent = java.texts('sent', 'orders');
    await until('all is read', REDELIVERY_MS, () => {
      const read = new Set(taken());
      return sent.every((text) => read.has(text));
    });
    // What was on its way when a side was left, or when a broker stood still, comes again.
    expect(taken().length - new Set(taken()).size).toBeLessThan(sent.length / 4);
  });
});
