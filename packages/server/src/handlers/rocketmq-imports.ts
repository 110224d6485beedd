import { apiErrors, errorOf } from '@mqferry/api';
import {
  choiceOfPart,
  type ImportChoice,
  type ImportPlan,
  type LeftOutRow,
  makeImportPlan,
  partsOfImport,
} from '@mqferry/replication';
import type { NewImport, StoredImport } from '@mqferry/store';
import { findCluster } from '../clusters/find-cluster.ts';
import type { Handlers } from '../http/serve-routes.ts';
import { watchValue } from '../http/watch-value.ts';
import type { Kept } from '../kept.ts';
import { isFound, partOf } from '../lists.ts';
import type { KeptDocuments, OpenedDocument } from '../rocketmq/documents/kept-documents.ts';
import { importTaskErrors } from '../rocketmq/imports/import-errors.ts';
import type { ImportRunner, ImportTargets } from '../rocketmq/imports/import-runner.ts';
import { importView, rowView } from '../rocketmq/imports/import-views.ts';
import { choiceOf, keptPlanOf, planToKeep } from '../rocketmq/imports/kept-plan.ts';
import { toldOf } from '../rocketmq/told.ts';

type ImportHandlers = Pick<
  Handlers,
  | 'listImports'
  | 'createImport'
  | 'getImport'
  | 'watchImport'
  | 'listImportRows'
  | 'listImportLeftOut'
  | 'planImport'
  | 'splitImport'
  | 'startImport'
  | 'retryImport'
  | 'cancelImport'
  | 'deleteImport'
>;

/** Throws the first of what stands against a whole import. */
const refuse = ({ refusals }: Pick<ImportPlan, 'refusals'>): void => {
  const [first] = refusals;
  if (first) throw errorOf({ ...toldOf(first), retriable: false }, 422);
};

const shown = (choice: ImportChoice) => ({ choice });

/** Imports of metadata into RocketMQ clusters. */
export const importHandlers = (
  {
    imports,
    importRows,
    clusters,
    metadataDocuments,
    now,
  }: Pick<Kept, 'imports' | 'importRows' | 'clusters' | 'metadataDocuments' | 'now'>,
  documents: KeptDocuments,
  targets: ImportTargets,
  runner: ImportRunner,
): ImportHandlers => {
  const found = async (id: string): Promise<StoredImport> => {
    const stored = await imports.get(id);
    if (!stored) throw apiErrors.API_NOT_FOUND({ kind: 'import', id });
    return stored;
  };
  const viewOf = async (stored: StoredImport) => importView(stored, await clusters.list(), now());
  const wrongState = async (id: string) => importTaskErrors.IMPORT_STATE({ state: (await found(id)).state });

  const open = (id: string | null): Promise<OpenedDocument> => {
    if (id === null) throw apiErrors.API_NOT_FOUND({ kind: 'document', id: '–' });
    return documents.open(id);
  };
  const stateOf = async (clusterId: string, brokers?: readonly string[]) =>
    (await targets.target(clusterId, brokers)).readState();
  const planned = async (
    { document_id, target_id }: Pick<StoredImport, 'document_id' | 'target_id'>,
    choice: ImportChoice,
    brokers?: readonly string[],
  ) => {
    const { document, secrets } = await open(document_id);
    return planToKeep(makeImportPlan(document, await stateOf(target_id, brokers), choice, secrets), secrets);
  };
  /**
   * A new plan is kept in the place of the one there was. `brokers`: those that have to be there, by name. Throws
   * IMPORT_STATE.
   */
  const replan = async (stored: StoredImport, choice: ImportChoice, brokers?: readonly string[]) => {
    const plan = await planned(stored, choice, brokers);
    if (!(await imports.replan(stored.id, plan, now()))) throw await wrongState(stored.id);
    return plan;
  };
  const inState = async (id: string, state: 'planned'): Promise<StoredImport> => {
    const stored = await found(id);
    if (stored.state !== state) throw importTaskErrors.IMPORT_STATE({ state: stored.state });
    return stored;
  };

  return {
    listImports: async ({ query: { offset, limit, ...which } }) => {
      const [{ items, total }, known] = await Promise.all([
        imports.list(which, offset, limit),
        clusters.list(),
      ]);
      return { items: items.map((stored) => importView(stored, known, now())), total };
    },
    createImport: async ({ body }, { audit, caller }) => {
      const { name, documentId, targetId } = body;
      const choice = body.choice as ImportChoice;
      const document = await metadataDocuments.get(documentId);
      if (!document) throw apiErrors.API_NOT_FOUND({ kind: 'document', id: documentId });
      const target = await findCluster(clusters, targetId, 'rocketmq');
      audit({ subject: name, after: { document: document.name, target: target.name, ...shown(choice) } });
      const plan = await planned({ document_id: documentId, target_id: targetId }, choice, body.brokers);
      const wanted = { name, documentId, documentName: document.name, targetId, createdBy: caller!.name };
      const id = await imports.add({ ...wanted, ...plan }, now());
      if (id === undefined) throw apiErrors.API_NAME_TAKEN({ kind: 'import', name });
      return viewOf(await found(id));
    },
    getImport: async ({ params: { id } }) => viewOf(await found(id)),
    watchImport: ({ params: { id } }, { gone }) => watchValue(async () => viewOf(await found(id)), gone),
    listImportRows: async ({ params: { id }, query: { offset, limit, ...which } }) => {
      await found(id);
      const { items, total } = await importRows.list(id, which, offset, limit);
      return { items: items.map(rowView), total };
    },
    listImportLeftOut: async ({ params: { id }, query }) => {
      await found(id);
      const rows = JSON.parse((await imports.leftOut(id)) ?? '[]') as LeftOutRow[];
      return partOf(
        rows.filter(({ name }) => isFound(query.search, name)),
        query,
      );
    },
    planImport: async ({ params: { id }, body: { choice, brokers } }, { audit }) => {
      const stored = await inState(id, 'planned');
      const before = choiceOf(stored);
      const wanted = (choice as ImportChoice | undefined) ?? before;
      audit({ subject: stored.name, before: shown(before), after: shown(wanted) });
      await replan(stored, wanted, brokers);
      return viewOf(await found(id));
    },
    splitImport: async ({ params: { id } }, { audit, caller }) => {
      const stored = await inState(id, 'planned');
      audit({ subject: stored.name });
      const { document, secrets } = await open(stored.document_id);
      const choice = choiceOf(stored);
      const parts = partsOfImport(document, choice);
      if (!parts) throw importTaskErrors.IMPORT_NOT_TOO_LARGE({});
      const state = await stateOf(stored.target_id);
      const made = parts.map((part): NewImport => {
        const plan = makeImportPlan(document, state, choiceOfPart(choice, parts, part.name), secrets);
        return {
          ...{ name: `${stored.name} ${part.name}`, documentId: stored.document_id! },
          ...{ documentName: stored.document_name, targetId: stored.target_id, createdBy: caller!.name },
          ...planToKeep(plan, secrets),
        };
      });
      const ids = await imports.replace(id, made, now());
      if (!ids) throw await wrongState(id);
      if ('taken' in ids) throw apiErrors.API_NAME_TAKEN({ kind: 'import', name: ids.taken });
      audit({ after: made.map(({ name }) => name) });
      return Promise.all(ids.map(async (each) => viewOf(await found(each))));
    },
    startImport: async ({ params: { id }, body: { hash } }, { audit }) => {
      const stored = await inState(id, 'planned');
      audit({ subject: stored.name, before: { hash } });
      const before = keptPlanOf(stored);
      refuse(before);
      // One that has gone away since is told: the name servers would not even name it.
      const brokers = before.target.brokers.map(({ name }) => name);
      const plan = await replan(stored, choiceOf(stored), brokers);
      if (plan.hash !== hash) throw importTaskErrors.IMPORT_WORLD_MOVED({});
      const { actions } = keptPlanOf(plan);
      audit({ after: actions });
      return viewOf(await runner.begin(id, hash));
    },
    retryImport: async ({ params: { id } }, { audit }) => {
      audit({ subject: (await found(id)).name });
      return viewOf(await runner.retry(id));
    },
    cancelImport: async ({ params: { id } }, { audit }) => {
      audit({ subject: (await found(id)).name });
      return viewOf(await runner.cancel(id));
    },
    deleteImport: async ({ params: { id } }, { audit }) => {
      const { name, state } = await found(id);
      audit({ subject: name, before: { state } });
      if (!(await imports.delete(id))) throw await wrongState(id);
      return undefined;
    },
  };
};
