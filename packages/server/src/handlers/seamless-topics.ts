import { apiErrors } from '@mqferry/api';
import { factsIndex, removalBlockedBy, told } from '@mqferry/migration';
import { exportMetadata, type MetadataDocument } from '@mqferry/replication';
import type { Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import { isFound, ordered, partOf } from '../lists.ts';
import { seamlessServiceErrors } from '../rocketmq/seamless/seamless-errors.ts';
import type { SeamlessParts } from '../rocketmq/seamless/seamless-parts.ts';
import { positionsOf } from '../rocketmq/seamless/tasks/observed-task.ts';
import { nextTable } from '../rocketmq/seamless/tasks/routing-document.ts';
import { scanKey, scanRows } from '../rocketmq/seamless/tasks/scan.ts';
import { admitTask } from '../rocketmq/seamless/tasks/task-facts.ts';
import type { SeenTask } from '../rocketmq/seamless/tasks/watched-task.ts';
import { groupsNotMoved, straightClients } from '../rocketmq/seamless/views/straight-clients.ts';
import {
  clientView,
  groupView,
  type TopicView,
  topicDetail,
  topicView,
} from '../rocketmq/seamless/views/topic-view.ts';

type TopicHandlers = Pick<
  Handlers,
  | 'listSeamlessTopics'
  | 'getSeamlessTopic'
  | 'listSeamlessGroups'
  | 'listSeamlessClients'
  | 'scanSeamlessTask'
  | 'addSeamlessTopics'
  | 'removeSeamlessTopics'
>;

type Query = Parameters<Handlers['listSeamlessTopics']>[0]['query'];

const SORTED_BY: Readonly<Record<Query['sort'], (view: TopicView) => unknown>> = {
  topic: ({ topic }) => topic,
  changedAt: ({ changedAt }) => changedAt,
  sourceIn: ({ traffic }) => traffic.source.in,
  targetIn: ({ traffic }) => traffic.target.in,
  backlog: ({ backlog: { source, target } }) =>
    source === null && target === null ? null : (source ?? 0n) + (target ?? 0n),
};

/** The topics of seamless migrations, and who uses them. */
export const seamlessTopicHandlers = (
  kept: Pick<Kept, 'seamlessTasks' | 'seamlessTopics' | 'seamlessLog' | 'now'>,
  { connected, migrations }: SeamlessParts,
): TopicHandlers => {
  const { seamlessTasks, seamlessTopics, seamlessLog, now } = kept;

  const read = async (clusterId: string): Promise<MetadataDocument> => {
    const { admin, clusterName } = await connected.get(clusterId);
    return (await exportMetadata(admin, clusterName)).document;
  };

  /** Gateways tell of routes of topics that are in the table. Throws SEAMLESS_CHANGED. */
  const publishTopics = async ({ stored, facts }: SeenTask): Promise<void> => {
    const { task, topics } = stored;
    if (task.mode === 'batches') return;
    const publication = {
      ...{ expected: task.routing_revision, topics: [] },
      tableText: nextTable(task, { positions: positionsOf(topics), facts }),
    };
    if (!(await seamlessTasks.publish(task.id, publication, now())))
      throw seamlessServiceErrors.SEAMLESS_CHANGED({});
  };

  return {
    listSeamlessTopics: async ({ params: { id }, query }) => {
      const { stored, facts, at } = await migrations.seen(id);
      const { history } = migrations.get(id);
      const views = stored.topics
        .filter(({ topic, state }) => isFound(query.search, topic) && (query.state ?? state) === state)
        .map((each) => topicView(each, facts, history, at !== undefined))
        .filter(({ health }) => (query.health ?? health) === health)
        .sort(ordered({ by: SORTED_BY[query.sort], order: query.order, name: 'topic' }));
      return partOf(views, query);
    },
    getSeamlessTopic: async ({ params: { id, topic } }) => {
      const { stored, facts, at } = await migrations.seen(id);
      const found = stored.topics.find((each) => each.topic === topic);
      if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'topic', id: topic });
      return topicDetail(found, facts, migrations.get(id).history, at !== undefined);
    },
    listSeamlessGroups: async ({ params: { id }, query }) => {
      const { facts } = await migrations.seen(id);
      const straight = Map.groupBy(straightClients(facts), ({ group }) => group);
      const notMoved = groupsNotMoved(facts);
      const groups = [...(facts.groups ?? [])]
        .filter(([name]) => isFound(query.search, name))
        .filter(([name]) => query.notMoved === undefined || notMoved.has(name) === query.notMoved)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const { items, total } = partOf(groups, query);
      return {
        items: items.map(([name, group]) => ({
          ...groupView(
            name,
            group,
            group.topics.filter((topic) => facts.topics.has(topic)),
          ),
          straight: (straight.get(name) ?? []).map(({ topics, ...client }) => client),
        })),
        total,
      };
    },
    listSeamlessClients: async ({ params: { id }, query }) => {
      const { facts } = await migrations.seen(id);
      if (query.through === 'straight') {
        const straight = straightClients(facts).filter(({ clientId, address, group }) =>
          isFound(query.search, clientId ?? '', address, group ?? ''),
        );
        const { items, total } = partOf(straight, query);
        return {
          items: items.map(({ topics, ...client }) => ({
            ...{ ...client, topics: [...topics], through: 'straight' as const },
          })),
          total,
        };
      }
      const { ids } = factsIndex(facts);
      const present = (facts.clients ?? []).filter(
        ({ clientId, address, groups }) =>
          ids.has(clientId) && isFound(query.search, clientId, address, ...groups),
      );
      const { items, total } = partOf(present, query);
      return {
        items: items.map((client) => ({ ...clientView(client), through: 'gateway' as const })),
        total,
      };
    },
    scanSeamlessTask: async ({ params: { id } }, { audit }) => {
      const { task, topics } = (await migrations.seen(id)).stored;
      audit({ subject: task.name });
      const [source, target] = await Promise.all([read(task.source_id), read(task.target_id)]);
      const scanned = task.scanned === null ? undefined : new Set(JSON.parse(task.scanned) as string[]);
      const known = { topics: new Set(topics.map(({ topic }) => topic)), scanned };
      const rows = scanRows({ source, target }, known);
      await seamlessTasks.setScanned(id, JSON.stringify(rows.map(scanKey)));
      return { at: now().toISOString(), rows };
    },
    addSeamlessTopics: async ({ params: { id }, body: { topics } }, { audit, caller }) => {
      const watched = migrations.get(id);
      const answer = await watched.exclusively(async () => {
        const seen = await migrations.seen(id);
        const { task } = seen.stored;
        audit({ subject: task.name, after: { topics } });
        admitTask('addTopics', seen);
        const source = await read(task.source_id);
        const there = new Set(source.topics.filter(({ kind }) => kind === 'normal').map(({ name }) => name));
        const missing = topics.map(({ topic }) => topic).filter((topic) => !there.has(topic));
        if (missing.length > 0)
          throw seamlessServiceErrors.SEAMLESS_TOPIC_NOT_ON_SOURCE({ topics: told(missing) });
        const added = await seamlessTopics.add(id, topics, now());
        await publishTopics(await migrations.seen(id));
        if (added.length > 0) await seamlessLog.add(id, 'topics', { by: caller!.name, added }, now());
        const known = topics.map(({ topic }) => topic).filter((topic) => !added.includes(topic));
        return { added: [...added], known };
      });
      watched.lookSoon();
      return answer;
    },
    removeSeamlessTopics: async ({ params: { id }, body: { topics } }, { audit, caller }) => {
      const watched = migrations.get(id);
      const removed = await watched.exclusively(async () => {
        const { stored, facts } = await migrations.seen(id);
        audit({ subject: stored.task.name, before: { topics } });
        const reason = removalBlockedBy(topics, { intent: stored.task.intent, seen: facts });
        if (reason) throw reason;
        const gone = await seamlessTopics.remove(id, topics);
        await publishTopics(await migrations.seen(id));
        if (gone.length > 0) await seamlessLog.add(id, 'topics', { by: caller!.name, removed: gone }, now());
        return gone;
      });
      watched.lookSoon();
      return { removed: [...removed] };
    },
  };
};
