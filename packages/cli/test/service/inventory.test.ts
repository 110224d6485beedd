import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeClusters, fakeService } from '../support/fake-service.ts';

const AT = '2026-11-22T08:30:00.123Z';
const [target, source] = fakeClusters as [(typeof fakeClusters)[number], (typeof fakeClusters)[number]];
const seen = { asOf: AT, refreshing: false, problems: [] };
const notYet = {
  ...{ code: 'INVENTORY_NOT_READ_YET', retriable: true, parameters: {} },
  message: { en: 'not yet', zh: '尚未' },
  advice: { en: 'wait', zh: '等待' },
};

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const { world, written } = fakeService({
    listClusters: () => Promise.resolve(fakeClusters),
    ...operations,
  });
  return { code: await run(['meta', ...argv], world), ...written };
};

const topic = (name: string, bytes: bigint | null, offline = 0) => ({
  ...{ topic: name, internal: false, partitions: 6, replicationFactor: 3, underReplicated: 0, offline },
  ...{ cleanupPolicy: bytes === null ? null : 'compact', bytes, overrides: null },
});

test('topics, with what is not known as such', async () => {
  const listTopics = vi.fn<Client['listTopics']>(() =>
    Promise.resolve({ ...seen, items: [topic('orders', 2_097_152n), topic('state', null, 1)], total: 2 }),
  );
  const { out } = await mqferry({ listTopics }, 'topics', 'old', '--search', 'o', '--internal');
  expect(out).toBe(`\
TOPIC   PARTITIONS  REPLICAS  CLEANUP     SIZE  HEALTH
orders           6         3  compact  2.0 MiB  healthy
state            6         3  –              –  OFFLINE: 1
As of 2026-11-22T08:30:00Z.
`);
  expect(listTopics.mock.calls[0]![0]).toEqual({
    params: { id: source.id },
    query: { offset: 0, limit: 500, search: 'o', internal: 'include' },
  });
});

test('what is only just being read is waited for', async () => {
  const listGroups = vi
    .fn<Client['listGroups']>()
    .mockResolvedValueOnce({
      ...{ asOf: null, refreshing: true, problems: [{ part: 'groups', asOf: null, problem: notYet }] },
      ...{ items: [], total: null },
    })
    .mockResolvedValue({
      ...seen,
      items: [
        {
          ...{ group: 'app', protocolType: 'consumer', type: 'classic', state: 'Empty', members: 0 },
          ...{ topics: 2, lag: null },
        },
      ],
      total: 1,
    });
  const { code, out } = await mqferry({ listGroups }, 'groups', 'old');
  expect([code, listGroups.mock.calls.length]).toEqual([0, 2]);
  expect(out).toContain('app    Empty        0       2    –\n');
});

test('why a cluster cannot be read is told, with exit code 1 and not as an empty list', async () => {
  const problem = problemOf(apiErrors.API_UNEXPECTED({ reason: 'no route' }));
  const listAcls: Client['listAcls'] = () =>
    Promise.resolve({
      ...{ asOf: null, refreshing: false, problems: [{ part: 'acls', asOf: null, problem }] },
      ...{ items: [], total: null },
    });
  const { code, out, err } = await mqferry({ listAcls }, 'acls', 'old');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('API_UNEXPECTED');
});

test('ACLs, users and quotas', async () => {
  const acl = {
    ...{ resourceType: 'TOPIC', resourceName: 'orders.', patternType: 'PREFIXED', principal: 'User:a' },
    ...{ host: '*', operation: 'READ', permission: 'ALLOW' },
  };
  const operations: Partial<Client> = {
    listAcls: () => Promise.resolve({ ...seen, items: [acl], total: 1 }),
    listScramUsers: () =>
      Promise.resolve({
        ...seen,
        items: [{ user: 'a', credentials: [{ mechanism: 'SCRAM-SHA-512', iterations: 4096 }] }],
        total: 1,
      }),
    listQuotas: () =>
      Promise.resolve({
        ...seen,
        items: [{ name: 'user a', entity: { user: 'a' }, limits: { producer_byte_rate: 1024 } }],
        total: 1,
      }),
  };
  expect((await mqferry(operations, 'acls', 'old')).out).toContain(
    'User:a     ALLOW       READ       TOPIC:PREFIXED orders.  *\n',
  );
  expect((await mqferry(operations, 'users', 'old')).out).toContain('a     SCRAM-SHA-512 (4096)\n');
  expect((await mqferry(operations, 'quotas', 'old')).out).toContain('user a    producer_byte_rate=1024\n');
});

test('how two clusters differ', async () => {
  const compareClusters = vi.fn<Client['compareClusters']>(() =>
    Promise.resolve({
      ...seen,
      counts: { sourceOnly: 1, targetOnly: 0, differing: 1, equal: 4 },
      items: [
        { name: 'orders', outcome: 'source-only', differences: [] },
        {
          ...{ name: 'state', outcome: 'differs' },
          differences: [{ aspect: 'partitions', source: '2', target: null }],
        },
      ],
      total: 2,
    }),
  );
  const sides = ['--from', 'old', '--to', 'new'];
  const { out } = await mqferry({ compareClusters }, 'compare', 'topics', ...sides);
  expect(out).toBe(`\
NAME    FOUND               DIFFERENCES (SOURCE → TARGET)
orders  only on the source
state   different           partitions: 2 → –

Only on the source: 1, only on the target: 0, different: 1, equal: 4.
As of 2026-11-22T08:30:00Z.
`);
  expect(compareClusters.mock.calls[0]![0]).toEqual({
    query: { offset: 0, limit: 500, source: source.id, target: target.id, kind: 'topics' },
  });
  const wrong = await mqferry({}, 'compare', 'records', ...sides);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('CLI_CHOICE_INVALID')]);
});
