import {
  type Answer,
  apiErrors,
  migrationPlan,
  type Routes,
  selection as selectionSchema,
} from '@mqferry/api';
import { unitsOf } from '@mqferry/migration';
import type { Migrations, StoredMigration } from '@mqferry/store';
import { z } from 'zod';
import { findCluster } from '../clusters/find-cluster.ts';
import type { ConnectedClusters } from '../clusters/open-connection.ts';
import type { Copies } from '../copies/copies.ts';
import { plainJson } from '../copies/plain-json.ts';
import type { Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import { ordered, partOf } from '../lists.ts';
import { bondsOf } from '../migrations/bonds.ts';
import type { MigrationPlans } from '../migrations/migration-plans.ts';
import type { MigrationViews } from '../migrations/migration-views.ts';
import { planHash } from '../migrations/plan-hash.ts';
import { planView } from '../migrations/plan-view.ts';
import { selectionOf } from '../migrations/selection-of.ts';
import type { TopicView } from '../migrations/topic-views.ts';
import { watchChanges } from '../migrations/watch-changes.ts';

type MigrationHandlers = Pick<
  Handlers,
  | 'listMigrations'
  | 'createMigration'
  | 'getMigration'
  | 'watchMigration'
  | 'changeMigration'
  | 'planMigration'
  | 'getMigrationPlan'
  | 'listMigrationTopics'
  | 'listMigrationEvents'
  | 'listMigrationRates'
>;

type TopicQuery = Parameters<MigrationHandlers['listMigrationTopics']>[0]['query'];

const WATCH_MS = 1_000;
/** Where the last plan is kept as the API tells of it. */
const PLAN_DOCUMENT = 'plan-view';

/** Finds a migration. Throws API_NOT_FOUND. */
export const findMigration = async (migrations: Migrations, id: string): Promise<StoredMigration> => {
  const stored = await migrations.get(id);
  if (!stored) throw apiErrors.API_NOT_FOUND({ kind: 'migration', id });
  return stored;
};

const selectionText = (selection: z.output<typeof selectionSchema>): string =>
  plainJson(z.encode(selectionSchema, selection));

const chosenTopics = (topics: readonly TopicView[], query: TopicQuery): TopicView[] =>
  topics
    .filter(
      ({ topic, copy, verification, traffic }) =>
        (query.search === undefined || topic.includes(query.search)) &&
        (query.copy === undefined || copy === query.copy) &&
        (query.verification === undefined || verification.state === query.verification) &&
        (query.traffic === undefined || traffic === query.traffic),
    )
    .sort(ordered({ by: query.sort, order: query.order, name: 'topic' }));

/** Migrations as they are wanted and seen; what is done with them are operations. */
export const migrationHandlers = (
  {
    migrations,
    clusters,
    documents,
    events,
    now,
  }: Pick<Kept, 'migrations' | 'clusters' | 'documents' | 'events' | 'now'>,
  plans: MigrationPlans,
  views: MigrationViews,
  copies: Copies,
  connected: ConnectedClusters,
): MigrationHandlers => {
  const seen = async (id: string) => views.of(await findMigration(migrations, id), now().getTime());

  return {
    listMigrations: async ({ query: { offset, limit } }) => {
      const all = await migrations.list();
      const some = all.slice(offset, offset + limit);
      const items = await Promise.all(some.map((stored) => views.of(stored, now().getTime())));
      return { items: items.map(({ view }) => view.migration), total: all.length };
    },
    createMigration: async ({ body }, { audit }) => {
      const { name, sourceId, targetId, selection, bytesPerSecond } = body;
      selectionOf(selection);
      for (const id of [sourceId, targetId]) await findCluster(clusters, id, 'kafka');
      const wanted = { name, sourceId, targetId, selection: selectionText(selection), bytesPerSecond };
      const stored = await migrations.add(wanted, now());
      if (!stored) throw apiErrors.API_NAME_TAKEN({ kind: 'migration', name });
      audit({ subject: name, after: wanted });
      return (await views.of(stored, now().getTime())).view.migration;
    },
    getMigration: async ({ params: { id } }) => (await seen(id)).view,
    watchMigration: async ({ params: { id } }, { gone }) => {
      await findMigration(migrations, id);
      const changes = watchChanges(
        (changed) => copies.listen((of) => of === id && changed()),
        WATCH_MS,
        gone,
      );
      return (async function* (): AsyncGenerator<Answer<Routes['getMigration']>> {
        for await (const _ of changes) yield (await seen(id)).view;
      })();
    },
    changeMigration: async ({ params: { id }, body }, { audit }) => {
      const before = await findMigration(migrations, id);
      const { revision, name, selection, bytesPerSecond } = body;
      if (selection) {
        selectionOf(selection);
        if (before.intent === 'run') throw apiErrors.API_SELECTION_FIXED({});
      }
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(selection === undefined ? {} : { selection: selectionText(selection) }),
        ...(bytesPerSecond === undefined ? {} : { bytes_per_second: bytesPerSecond }),
      };
      const changed = await migrations.change(id, revision, change);
      if (changed === 'unknown') throw apiErrors.API_NOT_FOUND({ kind: 'migration', id });
      if (changed === 'changed') throw apiErrors.API_CHANGED_MEANWHILE({ kind: 'migration' });
      if (changed === 'name-taken') throw apiErrors.API_NAME_TAKEN({ kind: 'migration', name: name! });
      const was = Object.fromEntries(
        Object.keys(change).map((member) => [member, before[member as keyof typeof change]]),
      );
      audit({ subject: before.name, before: was, after: change });
      await copies.reconcile(id);
      return (await views.of(changed, now().getTime())).view.migration;
    },
    planMigration: async ({ params: { id } }, { audit }) => {
      const stored = await findMigration(migrations, id);
      audit({ subject: stored.name });
      const plan = await plans.make(stored);
      const told = [
        [stored.source_id, plan.source.clusterId],
        [stored.target_id, plan.target.clusterId],
      ] as const;
      for (const [cluster, clusterId] of told)
        if (clusterId !== undefined) await clusters.noteClusterId(cluster, clusterId);
      const topics = plan.topics.map(({ topic }) => topic);
      const units = unitsOf(topics, await bondsOf(await connected.client(stored.source_id), topics));
      copies.changed(id);
      const made = planView(plan, units, now());
      await documents.write(id, PLAN_DOCUMENT, z.encode(migrationPlan, made));
      return made;
    },
    getMigrationPlan: async ({ params: { id } }) => {
      const stored = await findMigration(migrations, id);
      const kept = await documents.read(id, PLAN_DOCUMENT);
      const plan = kept === undefined ? null : z.decode(migrationPlan, kept as z.input<typeof migrationPlan>);
      const known = plans.known(stored);
      return { plan, holds: known !== undefined && planHash(known) === plan?.hash };
    },
    listMigrationTopics: async ({ params: { id }, query }) => {
      return partOf(chosenTopics((await seen(id)).topics, query), query);
    },
    listMigrationEvents: async ({ params: { id }, query: { offset, limit } }) => {
      await findMigration(migrations, id);
      const { items, total } = await events.list(id, offset, limit);
      return {
        items: items.map(({ id: number, at, type, details }) => ({
          ...{ id: number, at, type, details: JSON.parse(details) },
        })),
        total,
      };
    },
    listMigrationRates: async ({ params: { id } }) => {
      await findMigration(migrations, id);
      const { forward, back } = copies.of(id);
      return ((forward ?? back)?.rates.samples ?? []).map(({ at, ...sample }) => ({
        ...{ at: new Date(at).toISOString(), ...sample },
      }));
    },
  };
};
