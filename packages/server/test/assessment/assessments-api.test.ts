import type { Answer, Routes } from '@mqferry/api';
import { expect, test } from 'vitest';
import { ask, useService } from '../service-support.ts';

type View = Answer<Routes['getAssessment']>;

const service = useService();
const MIB = 1024 ** 2;
const PLACE = '/api/assessments';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

const send = (method: string, path: string, body?: unknown) =>
  ask(service.url(), method, path, {
    token: service.token('operator'),
    ...(body === undefined ? {} : { body }),
  });

const answers = {
  ...{ peakBytesIn: 90 * MIB, meanBytesIn: 30 * MIB, trafficIs: 'total', replicationFactor: 3 },
  ...{ peakBytesOut: 60 * MIB, retentionMs: 86_400_000, partitions: 300 },
};

test('answers are assessed at once; other limits reckon anew; it is listed, told as a document, and deleted', async () => {
  const made = await send('POST', PLACE, { name: 'shop', answers });
  const { id, ...view } = made.body as View;
  expect(view).toMatchObject({
    ...{
      name: 'shop',
      way: 'answers',
      cluster: null,
      state: 'done',
      measurement: null,
      createdBy: 'operator',
    },
    ...{ recommendation: { brokers: 3, complete: true, replicationFactor: 3 }, topics: [] },
  });
  expect(view.steps.find(({ name }) => name === 'producedPeak')).toMatchObject({
    ...{ value: 30 * MIB, calculation: '90 MiB/s ÷ 3 = 30 MiB/s' },
    inputs: [
      { name: 'total', value: 90 * MIB },
      { name: 'sourceReplicas', value: 3 },
    ],
  });
  expect(view.figures.find(({ name }) => name === 'acls')).toMatchObject({ value: null, origin: 'unknown' });
  const changed = await send('PATCH', `${PLACE}/${id}`, { limits: { writeBytesPerBroker: 10 * MIB } });
  const { recommendation, limits } = changed.body as View;
  // 30 MiB/s × 3 on 6 MiB/s each, and one that may be down.
  expect(recommendation).toMatchObject({ brokers: 16, decidedBy: 'brokersForWrites' });
  expect(limits.find(({ name }) => name === 'writeBytesPerBroker')).toMatchObject({ isDefault: false });
  const listed = await send('GET', `${PLACE}?limit=1`);
  expect(listed.body).toMatchObject({
    total: 1,
    items: [{ id, brokers: 16, risks: { high: 0, medium: 0 } }],
  });
  const told = await send('GET', `${PLACE}/${id}/markdown?language=zh`);
  expect((told.body as { markdown: string }).markdown).toContain('# 评估：shop');
  expect((await send('DELETE', `${PLACE}/${id}`)).status).toBe(204);
  expect((await send('GET', `${PLACE}/${id}`)).status).toBe(404);
});

test('the largest that can be answered is reckoned with, too', async () => {
  const most = Number.MAX_SAFE_INTEGER;
  const made = await send('POST', PLACE, {
    answers: {
      ...{ peakBytesIn: most, peakBytesOut: most, meanBytesIn: most, retentionMs: most, diskUsedBytes: most },
      ...{ partitions: 1_000_000_000, replicationFactor: 1 },
    },
    limits: {
      ...{ writeBytesPerBroker: 1, networkBytesPerBroker: 1, bytesPerCore: 1, diskBytesPerBroker: 1 },
      ...{ partitionsPerBroker: 1, coresPerBroker: 1, usableShare: 0.1, usableDiskShare: 0.1 },
      ...{ replicationFactor: 100, brokersLost: 100 },
    },
  });
  expect(made.status).toBe(200);
  expect((made.body as View).recommendation.brokers).toBeGreaterThan(most);
  expect((await send('GET', PLACE)).status).toBe(200);
});

test('there is nothing to measure of a cluster that is not known', async () => {
  const refused = await send('POST', PLACE, { measure: { clusterId: UNKNOWN, seconds: 60 } });
  expect([refused.status, refused.body]).toMatchObject([404, { code: 'API_NOT_FOUND' }]);
});
