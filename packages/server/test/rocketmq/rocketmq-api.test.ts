import { type Client, createClient, type RouteName } from '@mqferry/api';
import { Hidden } from '@mqferry/core';
import { sealSecrets } from '@mqferry/replication';
import { beforeAll, describe, expect, test } from 'vitest';
import { useService } from '../service-support.ts';
import { documentOf } from './documents.ts';
import { freeAddress, startFakeBroker, startFakeNameServer } from './fake-servers.ts';

const service = useService();
let api: Client;
let kafkaId: string;
let rocketmqId: string;

const secretKey = new Hidden('very-secret');
const connection = { nameServers: '127.0.0.1:1;127.0.0.2:1', clusterName: 'c' };

beforeAll(async () => {
  api = createClient({ url: service.url(), token: service.token('administrator') });
  kafkaId = (await api.addCluster({ body: { name: 'kafka', properties: 'bootstrap.servers=k:1' } })).id;
  rocketmqId = (
    await api.addRocketmqCluster({ body: { name: 'rocketmq', ...connection, accessKey: 'admin', secretKey } })
  ).id;
});

describe('clusters of two kinds', () => {
  test('stand in one list', async () => {
    expect(await api.listClusters({})).toMatchObject([
      { kind: 'kafka', name: 'kafka', clusterId: null },
      { kind: 'rocketmq', name: 'rocketmq', bootstrap: connection.nameServers, clusterId: 'c' },
    ]);
  });

  test('have names that differ, and are forgotten alike', async () => {
    const body = { name: 'kafka', ...connection };
    await expect(api.addRocketmqCluster({ body })).rejects.toMatchObject({ code: 'API_NAME_TAKEN' });
    const { id } = await api.addRocketmqCluster({ body: { ...body, name: 'gone' } });
    await api.deleteCluster({ params: { id } });
    await expect(api.getRocketmqOverview({ params: { id } })).rejects.toMatchObject({
      code: 'API_NOT_FOUND',
    });
  });

  const ofKafka = (id: string): Partial<Record<RouteName, () => Promise<unknown>>> => {
    const params = { id };
    const both = { sourceId: id, targetId: kafkaId };
    const plan = (change: Parameters<Client['planOperation']>[0]['body']['change']) =>
      api.planOperation({ body: { change } });
    return {
      changeCluster: () => api.changeCluster({ params, body: { name: 'x' } }),
      testCluster: () => api.testCluster({ params }),
      getClusterOverview: () => api.getClusterOverview({ params }),
      listTopics: () => api.listTopics({ params, query: {} }),
      getTopic: () => api.getTopic({ params: { id, topic: 'a' } }),
      listGroups: () => api.listGroups({ params, query: {} }),
      getGroup: () => api.getGroup({ params: { id, group: 'a' } }),
      listAcls: () => api.listAcls({ params, query: {} }),
      listScramUsers: () => api.listScramUsers({ params, query: {} }),
      listQuotas: () => api.listQuotas({ params, query: {} }),
      compareClusters: () => api.compareClusters({ query: { source: kafkaId, target: id, kind: 'topics' } }),
      createMigration: () =>
        api.createMigration({ body: { name: 'm', sourceId: kafkaId, targetId: id, selection: {} } }),
      createDump: () => api.createDump({ body: { name: 'd', ...both, sourceTopic: 'a', targetTopic: 'b' } }),
      testDumpFilter: () => api.testDumpFilter({ body: { clusterId: id, topic: 'a', expression: 'true' } }),
      createAssessment: () =>
        api.createAssessment({ body: { measure: { clusterId: id, seconds: 60 }, answers: {}, limits: {} } }),
      planOperation: async () => {
        const refused = [
          plan({ operation: 'copyTopics', ...both }),
          plan({ operation: 'copyAcls', ...both }),
          plan({ operation: 'copyUsers', ...both, users: [{ user: 'a' }] }),
        ];
        for (const each of refused) await expect(each).rejects.toMatchObject({ code: 'API_CLUSTER_KIND' });
        return plan({ operation: 'copyQuotas', ...both });
      },
    };
  };

  test('what is for Kafka refuses a cluster of RocketMQ', async () => {
    for (const [name, call] of Object.entries(ofKafka(rocketmqId)))
      expect([name, await call().catch((error: unknown) => error)]).toMatchObject([
        name,
        { code: 'API_CLUSTER_KIND', parameters: { name: 'rocketmq', is: 'RocketMQ', needs: 'Kafka' } },
      ]);
  });

  test('what is for RocketMQ refuses a cluster of Kafka', async () => {
    const params = { id: kafkaId };
    const { id: documentId } = await api.uploadMetadata({
      body: { name: 'a', files: [{ file: 'a.json', text: JSON.stringify(documentOf(['a'])) }] },
    });
    const calls: Partial<Record<RouteName, () => Promise<unknown>>> = {
      getRocketmqConnection: () => api.getRocketmqConnection({ params }),
      changeRocketmqCluster: () => api.changeRocketmqCluster({ params, body: {} }),
      testRocketmqCluster: () => api.testRocketmqCluster({ params }),
      getRocketmqOverview: () => api.getRocketmqOverview({ params }),
      listRocketmqTopics: () => api.listRocketmqTopics({ params, query: {} }),
      listRocketmqGroups: () => api.listRocketmqGroups({ params, query: {} }),
      exportRocketmqMetadata: () => api.exportRocketmqMetadata({ params, body: {} }),
      takeMetadata: () => api.takeMetadata({ params, body: { name: 'x' } }),
      createImport: () => api.createImport({ body: { name: 'x', documentId, targetId: kafkaId } }),
    };
    for (const [name, call] of Object.entries(calls))
      expect([name, await call().catch((error: unknown) => error)]).toMatchObject([
        name,
        { code: 'API_CLUSTER_KIND', parameters: { is: 'Kafka', needs: 'RocketMQ' } },
      ]);
  });
});

describe('the connection of a RocketMQ cluster', () => {
  const params = () => ({ id: rocketmqId });

  test('is told without its secret, and changes member by member', async () => {
    const before = await api.getRocketmqConnection({ params: params() });
    expect(before).toEqual({ ...connection, accessKey: 'admin', tls: null });
    const changed = await api.changeRocketmqCluster({ params: params(), body: { clusterName: 'd' } });
    expect(changed).toMatchObject({ name: 'rocketmq', clusterId: 'd' });
    // The secret key stays with its access key, and goes with it.
    await expect(
      api.changeRocketmqCluster({ params: params(), body: { accessKey: 'other' } }),
    ).rejects.toMatchObject({ code: 'API_INPUT_INVALID' });
    await api.changeRocketmqCluster({ params: params(), body: { accessKey: null } });
    expect(await api.getRocketmqConnection({ params: params() })).toMatchObject({ accessKey: null });
    await api.changeRocketmqCluster({ params: params(), body: { accessKey: 'admin', secretKey } });
    const { items } = await api.listAudit({ query: { action: 'changeRocketmqCluster', limit: 1 } });
    expect(items[0]).toMatchObject({ subject: 'rocketmq', after: { connection: 'changed' } });
    expect(JSON.stringify(await api.listAudit({ query: {} })) + service.log()).not.toContain('very-secret');
  });

  test('is what a cluster is read by, also after it was changed', async () => {
    const name = 'read';
    const nameServers = await startFakeNameServer({ c: { 'broker-a': await startFakeBroker() } });
    const { id } = await api.addRocketmqCluster({
      body: { name, nameServers: await freeAddress(), clusterName: 'c' },
    });
    expect(await api.getRocketmqOverview({ params: { id } })).toMatchObject({
      ...{ asOf: null, brokers: [], counts: { topics: null, masters: null }, accessControl: null },
      problems: [{ part: 'brokers', problem: { code: 'ROCKETMQ_NAME_SERVERS_UNREACHABLE' } }, {}],
    });
    expect(await api.testRocketmqCluster({ params: { id } })).toMatchObject({ ok: false });
    await api.changeRocketmqCluster({ params: { id }, body: { nameServers } });
    expect(await api.testRocketmqCluster({ params: { id } })).toMatchObject({ ok: true });
    expect(await api.getRocketmqOverview({ params: { id } })).toMatchObject({
      brokers: [{ name: 'broker-a', version: 'V4_9_7', messagesIn: 1.5, messagesOut: null, diskUsed: 0.25 }],
      ...{ accessControl: [], counts: { masters: 1 } },
    });
    await api.refreshCluster({ params: { id } });
  });

  test('gives out secrets to administrators only', async () => {
    const operator = createClient({ url: service.url(), token: service.token('operator') });
    const body = { passphrase: new Hidden('passphrase') };
    await expect(operator.exportRocketmqMetadata({ params: params(), body })).rejects.toMatchObject({
      code: 'API_ROLE_TOO_LOW',
    });
  });
});

describe('documents that are handed in', () => {
  const upload = (...files: readonly (readonly [file: string, content: unknown])[]) =>
    api.uploadMetadata({
      body: {
        name: 'handed in',
        files: files.map(([file, content]) => ({
          ...{ file, text: typeof content === 'string' ? content : JSON.stringify(content) },
        })),
      },
    });

  test('are told by what they hold, and listed page by page', async () => {
    const { id, ...told } = await upload(['old.json', documentOf(['b', 'shop%a', '%RETRY%x'], ['readers'])]);
    expect(told).toMatchObject({
      ...{ name: 'handed in', hasAccessControl: false, hasSummedQueues: false, secrets: 'none' },
      source: { kind: 'cluster', taken: null, clusterName: 'old' },
      counts: { topics: 2, specialTopics: 1, groups: 1, users: 0 },
      namespaces: ['default', 'shop'],
    });
    const named = async (query: object) =>
      (await api.listDocumentTopics({ params: { id }, query })).items.map(({ topic }) => topic);
    expect(await named({ namespace: 'shop' })).toEqual(['shop%a']);
    expect(await named({ search: 'B', limit: 1 })).toEqual(['b']);
    expect(await named({ kind: 'retry' })).toEqual(['%RETRY%x']);
    const groups = await api.listDocumentGroups({ params: { id }, query: {} });
    expect(groups).toMatchObject({ total: 1, items: [{ group: 'readers', retryMaxTimes: 16 }] });
    await api.deleteMetadataDocument({ params: { id } });
    await expect(named.call(undefined, {})).rejects.toMatchObject({ code: 'API_NOT_FOUND' });
  });

  test('may be files of mqadmin, and files of accounts, whose secrets nobody is told', async () => {
    const topic = { topicName: 'a', readQueueNums: 16, writeQueueNums: 16, perm: 6 };
    const { id, ...told } = await upload(
      ['metadata.json', { topicConfigTable: { a: topic } }],
      [
        'plain_acl.yml',
        'accounts:\n  - accessKey: application\n    secretKey: very-secret\n    admin: true\n',
      ],
    );
    expect(told).toMatchObject({
      ...{ secrets: 'kept', hasAccessControl: true, source: { kind: 'mqadmin' } },
      counts: { topics: 1, users: 1 },
    });
    const users = await api.listDocumentUsers({ params: { id }, query: {} });
    expect(users.items).toEqual([
      {
        ...{ name: 'application', kind: 'account', isAdministrator: true, enabled: true, rules: 0 },
        ...{ hasSecret: true, from: ['plain_acl.yml'], conflicts: [] },
      },
    ]);
    const all = [users, told, await api.listAudit({ query: {} }), service.log()];
    expect(JSON.stringify(all)).not.toContain('very-secret');
  });

  test('may be accounts alone', async () => {
    const told = await upload(['acl/plain_acl.yaml', 'accounts: []']);
    expect(told).toMatchObject({ source: { kind: 'acl-file' }, counts: { topics: 0, users: 0 } });
  });

  test('keep their secrets closed until the passphrase is given', async () => {
    const secrets = await sealSecrets({ accounts: {}, users: { amy: 'very-secret' } }, 'passphrase');
    const { id, ...told } = await upload(['old.json', { ...documentOf(['a']), secrets }]);
    expect(told.secrets).toBe('closed');
    const open = (passphrase: string) =>
      api.openMetadataSecrets({ params: { id }, body: { passphrase: new Hidden(passphrase) } });
    await expect(open('wrong')).rejects.toMatchObject({ code: 'METADATA_PASSPHRASE_WRONG' });
    expect(await open('passphrase')).toMatchObject({ secrets: 'kept' });
    const { id: without } = await upload(['old.json', documentOf(['a'])]);
    await expect(
      api.openMetadataSecrets({ params: { id: without }, body: { passphrase: new Hidden('x') } }),
    ).rejects.toMatchObject({ code: 'IMPORT_SECRETS_NONE' });
  });

  test.each([
    ['no JSON', '{', 'METADATA_NOT_JSON'],
    ['other JSON', '{"a":1}', 'METADATA_FORMAT_UNKNOWN'],
    ['a document of a later version', { ...documentOf([]), version: 99 }, 'METADATA_VERSION_UNKNOWN'],
  ])('are refused when they are %s', async (_, content, code) => {
    await expect(upload(['a.json', content])).rejects.toMatchObject({ code });
  });

  test('are of a size that other requests may not have', async () => {
    const filler = ' '.repeat(9_000_000);
    await expect(upload(['a.json', JSON.stringify(documentOf(['a'])) + filler])).resolves.toBeDefined();
    await expect(upload(['a.json', filler], ['b.json', filler])).rejects.toMatchObject({
      code: 'API_BODY_TOO_LARGE',
      parameters: { limit: 16 * 1024 * 1024 },
    });
  });
});
