import { randomUUID } from 'node:crypto';
import { apiErrors, type Input, type Routes } from '@mqferry/api';
import { migrationErrors, switchNotes } from '@mqferry/migration';
import { assessmentHandlersOf } from './assessments.ts';
import { dumpHandlers, dumpSteps, performDump } from './dump-handlers.ts';
import type { FakeHandlers } from './fake-handlers.ts';
import { eventsOf, historyOf } from './history.ts';
import { ago, idOf } from './ids.ts';
import { inventoryHandlers } from './inventory-handlers.ts';
import { compare, part } from './lists.ts';
import { type FakeMigration, ratesOf, toldMigration, type View } from './migrations.ts';
import { planFor } from './plan.ts';
import { readinessOf } from './readiness.ts';
import { rocketmqClusterHandlers } from './rocketmq/cluster-handlers.ts';
import { importHandlers } from './rocketmq/import-handlers.ts';
import { seamlessHandlers } from './rocketmq/seamless/handlers.ts';
import { beginTask, taskHandlers } from './task-handlers.ts';
import { isCopy, itemsOf } from './tasks.ts';
import { type Topic, topicNames, untouchedTopics } from './topics.ts';
import { watch } from './watch.ts';
import type { World } from './world.ts';

const HASH = 'b3d5e7f9a0b2c4d6e8f1a3b5c7d9e0f2a49f2c4b7d1e6a5f3c8b0d2e4f6a8c10';

const viewOf = (made: FakeMigration): View => ({
  migration: toldMigration(made),
  copy: {
    forward: made.copy.forward && ratesOf({ ...made.copy.forward, at: new Date().toISOString() }),
    back: made.copy.back && ratesOf({ ...made.copy.back, at: new Date().toISOString() }),
  },
});

/** A service that answers from a world. */
export const handlersOf = (world: World): FakeHandlers => {
  const migration = (id: string): FakeMigration => {
    const found = world.migrations.find((each) => each.id === id);
    if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'migration', id });
    return found;
  };
  const cluster = (id: string) => {
    const found = world.clusters.find((each) => each.id === id);
    if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
    return found;
  };
  const enter = (name: string) => {
    world.identity = { name, role: 'administrator', kind: 'user' };
    return world.identity;
  };
  const stepsOf = (change: Input<Routes['planOperation']>['body']['change']) => {
    if (isCopy(change)) return [{ verb: 'runTask', args: { items: itemsOf(change) } }];
    if (change.operation === 'start') {
      const topics = migration(change.migrationId).topics.slice(0, 3);
      return [
        ...topics.map(({ topic }) => ({ verb: 'createTopic', args: { topic, partitions: 12, replicas: 3 } })),
        {
          verb: 'holdTopicConfigs',
          args: { topics: topics.map(({ topic }) => topic), 'retention.ms': '-1' },
        },
        { verb: 'startCopy', args: { bytesPerSecond: null } },
      ];
    }
    if (change.operation === 'switch') {
      return [
        ...(change.denyWrites
          ? [{ verb: 'denyWrites', args: { clusterId: idOf(101), topics: change.topics } }]
          : []),
        { verb: 'beginSwitch', args: { topics: change.topics, runbook: change.runbook } },
      ];
    }
    if ('dumpId' in change) return dumpSteps(world, change);
    return [{ verb: `${change.operation}Copy`, args: {} }];
  };

  return {
    ...assessmentHandlersOf(world),
    login: ({ body: { name, password } }) => {
      if (password !== 'a long password') throw apiErrors.API_LOGIN_FAILED({});
      return enter(name);
    },
    claim: ({ body: { name, token } }) => {
      if (token !== 'first-token') throw apiErrors.API_TOKEN_REFUSED({});
      world.claimed = true;
      return enter(name);
    },
    getExternalLogin: () => ({ name: world.provider === '' ? null : 'Example ID' }),
    beginExternalLogin: () => ({ url: `${world.provider}/login?code=fake-code` }),
    finishExternalLogin: ({ body: { search } }) => {
      if (search !== '?code=fake-code') throw apiErrors.API_LOGIN_FAILED({});
      return enter('wei.zhang');
    },
    getStart: () => ({ claimed: world.claimed }),
    changeOwnPassword: ({ body: { old } }) => {
      if (old !== 'a long password') throw apiErrors.API_PASSWORD_WRONG({});
      return undefined;
    },
    whoAmI: () => world.identity!,
    logout: () => {
      world.identity = null;
      return undefined;
    },
    listUsers: () => world.users,
    createUser: ({ body: { name, role } }) => {
      const user = { id: randomUUID(), name, role, external: false, createdAt: ago(0), lastLoginAt: null };
      world.users = [...world.users, user];
      return user;
    },
    changeUser: ({ params: { id }, body: { role } }) => {
      const user = world.users.find((each) => each.id === id)!;
      const changed = { ...user, role: role ?? user.role };
      world.users = world.users.map((each) => (each.id === id ? changed : each));
      return changed;
    },
    deleteUser: ({ params: { id } }) => {
      world.users = world.users.filter((user) => user.id !== id);
      return undefined;
    },
    listTokens: () => world.tokens,
    createToken: ({ body: { name, role, expiresAt } }) => {
      const token = {
        ...{ id: randomUUID(), name, role, createdBy: world.identity!.name, createdAt: ago(0), expiresAt },
        lastUsedAt: null,
      };
      world.tokens = [...world.tokens, token];
      return { token, secret: 'mqf_8Jx0d2Vt5mQwZr7uKp3sLh6yNc9bTe1a' };
    },
    deleteToken: ({ params: { id } }) => {
      world.tokens = world.tokens.filter((token) => token.id !== id);
      return undefined;
    },

    listClusters: () => world.clusters,
    getCluster: ({ params: { id } }) => cluster(id),
    addCluster: ({ body: { name } }) => {
      const added = {
        ...{ id: randomUUID(), name, bootstrap: 'kafka-1:9092', clusterId: null, createdAt: ago(0) },
        kind: 'kafka' as const,
      };
      world.clusters = [...world.clusters, added];
      return added;
    },
    testConnection: ({ body: { properties } }) =>
      properties.includes('SASL')
        ? { ok: false, step: 'tls', problem: tlsProblem }
        : { ok: true, clusterId: 'lkc-7Qx2TzW0Qj', brokers: 5 },
    changeCluster: ({ params: { id }, body: { name, properties } }) => {
      const before = cluster(id);
      if (properties?.includes('elsewhere'))
        throw apiErrors.API_CLUSTER_OTHER({ name: before.name, was: before.clusterId ?? '–', is: 'other' });
      const changed = { ...before, name: name ?? before.name };
      world.clusters = world.clusters.map((each) => (each.id === id ? changed : each));
      return changed;
    },
    testCluster: () => ({ ok: true, clusterId: 'lkc-7Qx2TzW0Qj', brokers: 5 }),
    deleteCluster: ({ params: { id } }) => {
      const { name } = cluster(id);
      const used = world.migrations.some(({ source, target }) => source.id === id || target.id === id);
      if (used) throw apiErrors.API_CLUSTER_IN_USE({ name });
      world.clusters = world.clusters.filter((each) => each.id !== id);
      return undefined;
    },

    listMigrations: ({ query }) => {
      const { items, total } = part(world.migrations, query);
      return { items: items.map(toldMigration), total };
    },
    createMigration: ({ body: { name, sourceId, targetId, selection, bytesPerSecond } }) => {
      const chosen = new RegExp(`^(?:${selection.topics ?? '.*'})$`, 'u');
      const refOf = (id: string) => ({ id, name: cluster(id).name });
      const made: FakeMigration = {
        ...{ id: randomUUID(), name, selection, bytesPerSecond, intent: 'none', completed: false },
        ...{ revision: 1, createdAt: ago(0), source: refOf(sourceId), target: refOf(targetId) },
        ...{ refusals: [], held: 0, copy: { forward: null, back: null } },
        topics: untouchedTopics(topicNames(160).filter((topic) => chosen.test(topic))),
      };
      world.migrations = [...world.migrations, made];
      return toldMigration(made);
    },
    getMigration: ({ params: { id } }) => viewOf(migration(id)),
    watchMigration: ({ params: { id } }, signal) => {
      const found = migration(id);
      return watch(() => viewOf(found), signal);
    },
    changeMigration: ({ params: { id }, body: { revision, selection } }) => {
      const made = migration(id);
      if (revision !== made.revision) throw apiErrors.API_CHANGED_MEANWHILE({ kind: 'migration' });
      if (selection) made.selection = selection;
      made.revision += 1;
      return toldMigration(made);
    },
    planMigration: ({ params: { id } }) => {
      world.planned.add(id);
      return planFor(migration(id));
    },
    getMigrationPlan: ({ params: { id } }) => ({
      plan: world.planned.has(id) ? planFor(migration(id)) : null,
      holds: world.planned.has(id),
    }),
    listMigrationTopics: ({ params: { id }, query }) => {
      const { search = '', copy, verification, traffic, sort, order } = query;
      const found = migration(id)
        .topics.filter(
          (topic: Topic) =>
            topic.topic.includes(search) &&
            (copy === undefined || topic.copy === copy) &&
            (verification === undefined || topic.verification.state === verification) &&
            (traffic === undefined || topic.traffic === traffic),
        )
        .sort((a, b) => compare(a[sort], b[sort]) * (order === 'ascending' ? 1 : -1));
      return part(found, query);
    },
    listMigrationEvents: ({ params: { id }, query }) => part(eventsOf(migration(id)), query),
    listMigrationRates: ({ params: { id } }) => historyOf(migration(id)),

    planOperation: ({ body: { change } }) => ({
      ...{ hash: HASH, steps: stepsOf(change) },
      notes: change.operation === 'switch' ? [...switchNotes(change.runbook, 'forward')] : [],
    }),
    applyOperation: ({ body: { change } }) => {
      if (world.moved) {
        world.moved = false;
        throw migrationErrors.MIGRATION_WORLD_MOVED({ reason: 'createTopic was not part of it' });
      }
      const steps = stepsOf(change);
      if ('dumpId' in change) performDump(world, change);
      if ('migrationId' in change) {
        const made = migration(change.migrationId);
        if (change.operation === 'pause') made.intent = 'pause';
        if (change.operation === 'start' || change.operation === 'resume') made.intent = 'run';
      }
      const taskId = isCopy(change) ? beginTask(world, change) : null;
      return { hash: HASH, steps, taskId };
    },
    ...inventoryHandlers(world),
    ...taskHandlers(world),
    ...dumpHandlers(world),
    ...rocketmqClusterHandlers(world),
    ...importHandlers(world),
    ...seamlessHandlers(world),
    listSwitches: ({ params: { id } }) => [...(world.switches.get(migration(id).id) ?? [])],
    getReadiness: ({ params: { id }, query }) => {
      const { items, ...whole } = readinessOf(migration(id), world.scanEvery);
      const { kind, verdict, search = '' } = query;
      const found = items.filter(
        (item) =>
          item.name.includes(search) &&
          (kind === undefined || item.kind === kind) &&
          (verdict === undefined || item.verdict === verdict),
      );
      return { ...whole, ...part(found, query) };
    },
    scanReadiness: ({ params: { id } }) => {
      const { items: _, ...whole } = readinessOf(migration(id), world.scanEvery);
      return whole;
    },
    scheduleReadiness: ({ params: { id }, body: { intervalMinutes } }) => {
      world.scanEvery = intervalMinutes;
      const { items: _, ...whole } = readinessOf(migration(id), intervalMinutes);
      return whole;
    },
    listAudit: ({ query }) => {
      const { who, action, since, until } = query;
      return part(
        world.audit.filter(
          (entry) =>
            (who === undefined || entry.who === who) &&
            (action === undefined || entry.action === action) &&
            (since === undefined || entry.at >= since) &&
            (until === undefined || entry.at <= until),
        ),
        query,
      );
    },
  };
};

const tlsProblem = {
  code: 'KAFKA_TLS_FAILED',
  retriable: false,
  message: {
    en: 'kafka-1:9093 presents a certificate that ca.pem does not vouch for.',
    zh: 'kafka-1:9093 出示的证书未被 ca.pem 信任。',
  },
  advice: {
    en: 'Give the certificate of the authority that has signed it.',
    zh: '请提供签发该证书的机构证书。',
  },
  parameters: {},
};
