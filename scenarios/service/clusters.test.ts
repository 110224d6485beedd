import { beforeAll, expect, it } from 'vitest';
import { type Pair, reach, usePair } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { produceText } from '../lib/producers.ts';
import { addPair, change, type ServiceProcess, startFirstService, untilInStep } from '../lib/service.ts';
import { newTopic } from '../lib/topics.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'orders';

const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
let service: ServiceProcess;
let sourceId: string;
let id: string;

const at = ({ bootstrap }: Pair['source'], ...more: string[]): string =>
  [`bootstrap.servers=${bootstrap.PLAINTEXT}`, ...more].join('\n');

const write = (what: string): Promise<void> =>
  produceText(
    reach(pair().source),
    TOPIC,
    Array.from({ length: 100 }, (_, i) => ({ key: String(i), value: `${what} ${i}` })),
  );

beforeAll(async () => {
  const { onSource, folder } = pair();
  await newTopic(onSource, TOPIC, 2);
  await write('first');
  service = await startFirstService(`${folder}/service`);
  const { api } = service;
  const ids = await addPair(api, pair());
  sourceId = ids.sourceId;
  id = (await api.createMigration({ body: { name: 'move', ...ids, selection: { topics: TOPIC } } })).id;
  await api.planMigration({ params: { id } });
  await change(api, { operation: 'start', migrationId: id });
  await untilInStep(api, id, 1);
}, 3 * MINUTE_MS);

it('tests a cluster that it knows', async () => {
  const { api } = service;
  const { clusterId } = await api.getCluster({ params: { id: sourceId } });
  expect(await api.testCluster({ params: { id: sourceId } })).toEqual({ ok: true, clusterId, brokers: 1 });
});

it('does not take another cluster for one that migrations use, nor one that cannot be asked', async () => {
  const { api } = service;
  const params = { id: sourceId };
  const before = await api.getCluster({ params });
  await expect(api.changeCluster({ params, body: { properties: at(pair().target) } })).rejects.toMatchObject({
    code: 'API_CLUSTER_OTHER',
    parameters: { was: before.clusterId },
  });
  const nobody = 'bootstrap.servers=127.0.0.1:1\nrequest.timeout.ms=2000';
  await expect(api.changeCluster({ params, body: { properties: nobody } })).rejects.toMatchObject({
    code: 'KAFKA_UNREACHABLE',
  });
  await expect(api.changeCluster({ params, body: { name: 'new' } })).rejects.toMatchObject({
    code: 'API_NAME_TAKEN',
  });
  expect(await api.getCluster({ params })).toEqual(before);
});

it('goes on copying over the connection as it was changed', { timeout: 2 * MINUTE_MS }, async () => {
  const { api } = service;
  const properties = at(pair().source, 'client.id=changed');
  const changed = await api.changeCluster({ params: { id: sourceId }, body: { name: 'older', properties } });
  expect(changed.name).toBe('older');
  await write('after the change');
  await untilInStep(api, id, 1);
  await expectEqualLogs(reach(pair().source), reach(pair().target), [TOPIC]);
  const { items } = await api.listAudit({ query: { action: 'changeCluster', limit: 1 } });
  expect(items[0]).toMatchObject({ subject: 'old', after: { name: 'older', connection: 'changed' } });
});
