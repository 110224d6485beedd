import { apiErrors, type OperationInput, type OperationName } from '@mqferry/api';
import {
  type Action,
  blockedBy,
  bondText,
  isCopied,
  migrationErrors,
  newLogBlockers,
  type Perform,
  type Stage,
  splitUnits,
  switchBlockers,
  type Unit,
  unitBlocker,
} from '@mqferry/migration';
import type { MigrationPlan } from '@mqferry/replication';
import type { StoredMigration, StoredSwitch } from '@mqferry/store';
import type { SeenMigration } from '../migrations/migration-views.ts';
import { planHash } from '../migrations/plan-hash.ts';
import { optionsOf, topicsOf } from '../switches/stored-switch.ts';
import { DUMP_OPERATIONS, type DumpLooking } from './dump-operations.ts';
import { METADATA_OPERATIONS, type MetadataLooking } from './metadata-operations.ts';
import type { ServiceVerbs } from './service-verbs.ts';

/** What an operation may look at. */
export interface Looking extends MetadataLooking, DumpLooking {
  /** Throws API_NOT_FOUND. */
  migration(id: string): Promise<StoredMigration>;
  seen(stored: StoredMigration): Promise<SeenMigration>;
  /** The last plan, if it still counts. */
  plan(stored: StoredMigration): MigrationPlan | undefined;
  /** Which of these topics of the source move together, as of now. */
  units(stored: StoredMigration, topics: readonly string[]): Promise<readonly Unit[]>;
  /** Throws API_NOT_FOUND. */
  trafficSwitch(id: string): Promise<StoredSwitch>;
}

type InputOf<Name extends OperationName> = Extract<OperationInput, { readonly operation: Name }>;
type Do = Perform<ServiceVerbs>;
type Operations = {
  readonly [Name in OperationName]: (input: InputOf<Name>, perform: Do, look: Looking) => Promise<void>;
};

/** The migration, if nothing is in the way of the action. */
const allowed = async (action: Action, migrationId: string, look: Looking): Promise<StoredMigration> => {
  const stored = await look.migration(migrationId);
  const reason = blockedBy(action, (await look.seen(stored)).facts);
  if (reason) throw reason;
  return stored;
};

const atStage = async (id: string, stage: Stage, look: Looking) => {
  const found = await look.trafficSwitch(id);
  if (found.stage !== stage) throw apiErrors.API_SWITCH_STAGE({ stage: found.stage });
  const stored = await look.migration(found.migration_id);
  return { stored, topics: topicsOf(found), ...optionsOf(found) };
};

/** What each operation does, in terms of the verbs; planned and applied by the same code. */
export const OPERATIONS: Operations = {
  start: async ({ migrationId }, perform, look) => {
    const stored = await allowed('start', migrationId, look);
    const plan = look.plan(stored);
    if (!plan) throw migrationErrors.MIGRATION_NOT_PLANNED({});
    await perform('startCopy', { migrationId, planHash: planHash(plan) });
  },
  pause: async ({ migrationId }, perform, look) => {
    await allowed('pause', migrationId, look);
    await perform('pauseCopy', { migrationId });
  },
  resume: async ({ migrationId }, perform, look) => {
    await allowed('resume', migrationId, look);
    await perform('resumeCopy', { migrationId });
  },
  stop: async ({ migrationId }, perform, look) => {
    await allowed('stop', migrationId, look);
    await perform('endCopy', { migrationId });
    await perform('restoreSettings', { migrationId, way: 'forward' });
    await perform('restoreSettings', { migrationId, way: 'back' });
  },
  complete: async ({ migrationId }, perform, look) => {
    await allowed('complete', migrationId, look);
    await perform('endCopy', { migrationId });
    await perform('restoreSettings', { migrationId, way: 'forward' });
    await perform('restoreSettings', { migrationId, way: 'back' });
    await perform('completeMigration', { migrationId });
  },
  delete: async ({ migrationId }, perform, look) => {
    await allowed('delete', migrationId, look);
    await perform('deleteMigration', { migrationId });
  },
  switch: async (
    { migrationId, topics: asked, runbook, denyWrites, splitUnits: maySplit },
    perform,
    look,
  ) => {
    const topics = [...new Set(asked)].sort();
    const stored = await look.migration(migrationId);
    const { facts } = await look.seen(stored);
    const chosen = facts.topics.filter(({ topic }) => topics.includes(topic));
    const known = new Set(chosen.map(({ topic }) => topic));
    const unknown = topics.filter((topic) => !known.has(topic));
    if (unknown.length > 0) throw apiErrors.API_TOPICS_UNKNOWN({ topics: unknown.slice(0, 5).join(', ') });
    const [reason] = isCopied(runbook) ? switchBlockers(chosen, facts.now) : newLogBlockers(chosen);
    if (reason) throw reason;
    // What has moved already, or is on its way, is not left behind.
    const onSource = facts.topics.flatMap(({ topic, traffic }) => (traffic === 'on-source' ? [topic] : []));
    // Where all of them move, none is left behind, and nobody has to be asked.
    const units = onSource.every((topic) => known.has(topic)) ? [] : await look.units(stored, onSource);
    const split = maySplit ? undefined : unitBlocker(units, topics);
    if (split) throw split;
    for (const { chosen: apart, left, bonds } of splitUnits(units, topics))
      await perform('splitUnit', {
        ...{ migrationId, topics: apart, left, bonds: bonds.map(bondText), by: look.by },
      });
    await perform('beginSwitch', { migrationId, topics, runbook, denyWrites, by: look.by });
    if (!isCopied(runbook)) await perform('commitStartOffsets', { migrationId, topics });
    if (denyWrites) await perform('denyWrites', { clusterId: stored.source_id, topics });
  },
  switchBack: async ({ switchId }, perform, look) => {
    const { stored, topics, denyWrites } = await atStage(switchId, 'on-target', look);
    await perform('advanceSwitch', { switchId, from: 'on-target', to: 'returning' });
    if (denyWrites) await perform('denyWrites', { clusterId: stored.target_id, topics });
  },
  abortSwitch: async ({ switchId }, perform, look) => {
    const found = await look.trafficSwitch(switchId);
    const stage = found.stage === 'returning' ? 'returning' : 'stopping';
    const { stored, topics, denyWrites } = await atStage(switchId, stage, look);
    const clusterId = stage === 'stopping' ? stored.source_id : stored.target_id;
    const to = stage === 'stopping' ? 'aborted' : 'on-target';
    if (denyWrites) await perform('allowWrites', { clusterId, topics });
    await perform('advanceSwitch', { switchId, from: stage, to });
  },
  ...METADATA_OPERATIONS,
  ...DUMP_OPERATIONS,
};
