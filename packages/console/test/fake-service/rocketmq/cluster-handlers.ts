import { randomUUID } from 'node:crypto';
import { apiErrors } from '@mqferry/api';
import type { FakeHandlers } from '../fake-handlers.ts';
import { ago } from '../ids.ts';
import { compare, part } from '../lists.ts';
import type { World } from '../world.ts';
import { type FakeRocketmq, goneRocketmq } from './clusters.ts';
import { testOf } from './connection-tests.ts';

const holds = (search: string | undefined, text: string): boolean =>
  text.toLowerCase().includes((search ?? '').toLowerCase());

const isIn = (wanted: string | undefined, namespace: string | null): boolean =>
  wanted === undefined || (namespace ?? 'default') === wanted;

const seenOf = ({ age, problems, warnings }: FakeRocketmq, ...parts: readonly string[]) => ({
  asOf: age === null ? null : ago(age),
  refreshing: false,
  problems: problems.filter((problem) => parts.includes(problem.part)),
  warnings: [...warnings],
});

const page = <T>(
  of: FakeRocketmq,
  items: readonly T[],
  query: { readonly offset: number; readonly limit: number },
) => ({
  ...seenOf(of, 'metadata'),
  ...(of.age === null ? { items: [], total: null } : part(items, query)),
});

/** What is answered of RocketMQ clusters. */
export const rocketmqClusterHandlers = (world: World): FakeHandlers => {
  const found = (id: string): FakeRocketmq => world.rocketmq.get(id) ?? goneRocketmq();
  return {
    addRocketmqCluster: ({ body: { name, nameServers, clusterName, accessKey } }) => {
      const added = {
        ...{ id: randomUUID(), kind: 'rocketmq' as const, name, bootstrap: nameServers },
        ...{ clusterId: clusterName, createdAt: ago(0) },
      };
      world.clusters = [...world.clusters, added];
      world.rocketmq.set(added.id, {
        ...{ ...goneRocketmq(), age: 0, problems: [], accessControl: [] },
        connection: { nameServers, clusterName, accessKey: accessKey ?? null, tls: null },
      });
      return added;
    },
    testRocketmqConnection: ({ body: { nameServers, clusterName, secretKey } }) =>
      testOf(nameServers, clusterName, secretKey?.reveal()),
    getRocketmqConnection: ({ params: { id } }) => found(id).connection,
    changeRocketmqCluster: ({ params: { id }, body: { name, nameServers, clusterName, accessKey } }) => {
      const cluster = world.clusters.find((each) => each.id === id);
      if (!cluster) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
      const of = found(id);
      of.connection = {
        ...of.connection,
        ...(nameServers === undefined ? {} : { nameServers }),
        ...(clusterName === undefined ? {} : { clusterName }),
        ...(accessKey === undefined ? {} : { accessKey }),
      };
      const changed = {
        ...{ ...cluster, name: name ?? cluster.name, bootstrap: of.connection.nameServers },
        clusterId: of.connection.clusterName,
      };
      world.clusters = world.clusters.map((each) => (each.id === id ? changed : each));
      return changed;
    },
    testRocketmqCluster: ({ params: { id } }) => {
      const { connection, brokers, accessControl, age } = found(id);
      if (age === null) return testOf('down:9876', undefined, undefined);
      const failures = brokers.flatMap(({ problem }) =>
        problem ? [{ step: 'broker' as const, problem }] : [],
      );
      return {
        ...{ ok: failures.length === 0, failures, accessControl },
        ...{ clusters: [connection.clusterName], clusterName: connection.clusterName },
        nameServers: connection.nameServers.split(';').map((address) => ({ address, problem: null })),
        brokers: brokers.map(({ name, brokerId, address, version, problem }) => ({
          ...{ name, brokerId, address, version, problem },
        })),
      };
    },
    getRocketmqOverview: ({ params: { id } }) => {
      const of = found(id);
      const { brokers, accessControl, connection, topics, groups } = of;
      const isKnown = of.age !== null;
      const count = (value: number) => (isKnown ? value : null);
      const usual = topics.filter(({ kind }) => kind === 'normal');
      return {
        ...seenOf(of, 'brokers', 'metadata'),
        ...{ clusterName: connection.clusterName, nameServers: connection.nameServers.split(';') },
        ...{ brokers: [...brokers], accessControl },
        counts: {
          masters: count(brokers.filter(({ brokerId }) => brokerId === 0).length),
          topics: count(usual.length),
          ...{ specialTopics: count(topics.length - usual.length), systemTopics: count(9) },
          groups: count(groups.length),
          namespaces: count(new Set(usual.map(({ namespace }) => namespace)).size),
        },
      };
    },
    listRocketmqTopics: ({ params: { id }, query }) => {
      const { search, namespace, kind, sort, order } = query;
      const items = found(id)
        .topics.filter(
          (topic) => topic.kind === kind && holds(search, topic.topic) && isIn(namespace, topic.namespace),
        )
        .toSorted((a, b) => compare(a[sort], b[sort]) * (order === 'ascending' ? 1 : -1));
      return page(found(id), items, query);
    },
    listRocketmqGroups: ({ params: { id }, query }) => {
      const { search, namespace, sort, order } = query;
      const items = found(id)
        .groups.filter((group) => holds(search, group.group) && isIn(namespace, group.namespace))
        .toSorted((a, b) => compare(a[sort], b[sort]) * (order === 'ascending' ? 1 : -1));
      return page(found(id), items, query);
    },
    exportRocketmqMetadata: ({ params: { id }, body: { passphrase } }) => ({
      ...{ format: 'mqferry-rocketmq-metadata', version: 1 },
      topics: found(id).topics.map(({ topic }) => topic),
      ...(passphrase ? { secrets: 'sealed' } : {}),
    }),
  };
};
