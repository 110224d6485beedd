import { apiErrors, type Runbook } from '@mqferry/api';
import type { Stage, Way } from '@mqferry/migration';
import type { ConnectedClusters } from '../clusters/open-connection.ts';
import { confirmedPlan } from '../copies/confirmed-plan.ts';
import type { Copies, CopiesKept } from '../copies/copies.ts';
import { restoreSettings } from '../migrations/restore-settings.ts';
import { sidesOf } from '../switches/gate-world.ts';
import { areEndsEqual } from '../switches/gates/log-gates.ts';
import { commitStartOffsets } from '../switches/start-offsets.ts';
import { topicsOf } from '../switches/stored-switch.ts';
import { allowWrites, denyWrites } from '../switches/write-denial.ts';
import type { DumpVerbs } from './dump-operations.ts';
import type { RunTask } from './metadata-operations.ts';

interface OfMigration {
  readonly migrationId: string;
}
interface OfTopics {
  readonly clusterId: string;
  readonly topics: readonly string[];
}

/** What is done for operators, each a step that does nothing where it is done already. */
export type ServiceVerbs = DumpVerbs & {
  /** Copies from now on by the plan with this hash. Throws what keeps the copy from beginning. */
  startCopy(args: OfMigration & { readonly planHash: string }): Promise<void>;
  resumeCopy(args: OfMigration): Promise<void>;
  /** Ends the copies at a safe point; they are wanted again later. */
  pauseCopy(args: OfMigration): Promise<void>;
  /** The same, and they are wanted no longer. */
  endCopy(args: OfMigration): Promise<void>;
  /** Puts back what the cluster that was copied to was held to. */
  restoreSettings(args: OfMigration & { readonly way: Way }): Promise<void>;
  completeMigration(args: OfMigration): Promise<void>;
  deleteMigration(args: OfMigration): Promise<void>;
  /** Writes down that topics move without others that are used together with them. */
  splitUnit(args: OfMigration & SplitApart): Promise<void>;
  beginSwitch(args: OfMigration & BeginSwitch): Promise<void>;
  advanceSwitch(args: Advance): Promise<void>;
  /** The same where the direction of copying turns round: copies rest meanwhile, and both ends have to be equal then. */
  turnRound(args: Advance): Promise<void>;
  /** For the groups that read these topics, where they have none on the target. */
  commitStartOffsets(args: OfMigration & { readonly topics: readonly string[] }): Promise<void>;
  /** By an ACL, for everybody who is no super user. */
  denyWrites(args: OfTopics): Promise<void>;
  allowWrites(args: OfTopics): Promise<void>;
  /** Does many things in the background. */
  runTask(args: RunTask): Promise<void>;
};

interface Advance {
  readonly switchId: string;
  readonly from: Stage;
  readonly to: Stage;
}

interface SplitApart {
  readonly topics: readonly string[];
  /** Those that stay on the source. */
  readonly left: readonly string[];
  /** What holds them together. */
  readonly bonds: readonly string[];
  readonly by: string;
}

interface BeginSwitch {
  readonly topics: readonly string[];
  readonly runbook: Runbook;
  readonly denyWrites: boolean;
  readonly by: string;
}

/** The verbs as they act on clusters and the store. */
export const serviceVerbs = (
  kept: CopiesKept,
  copies: Copies,
  clusters: ConnectedClusters,
): Omit<ServiceVerbs, 'runTask' | keyof DumpVerbs> => {
  const { migrations, switches, documents, events, now } = kept;

  const want = async (
    id: string,
    change: { readonly intent?: 'none' | 'run' | 'pause'; readonly completed?: 1 },
  ): Promise<void> => {
    for (;;) {
      const stored = await migrations.get(id);
      if (!stored) throw apiErrors.API_NOT_FOUND({ kind: 'migration', id });
      // Somebody who changes its name meanwhile does not keep it from stopping.
      if (typeof (await migrations.change(id, stored.revision, change)) === 'object') break;
    }
    await copies.reconcile(id);
  };

  return {
    startCopy: async ({ migrationId, planHash }) => {
      await confirmedPlan(documents, migrationId).confirm(planHash);
      await want(migrationId, { intent: 'run' });
      try {
        await copies.of(migrationId).forward?.begun;
      } catch (error) {
        await want(migrationId, { intent: 'none' });
        throw error;
      }
    },
    resumeCopy: ({ migrationId }) => want(migrationId, { intent: 'run' }),
    pauseCopy: ({ migrationId }) => want(migrationId, { intent: 'pause' }),
    endCopy: ({ migrationId }) => want(migrationId, { intent: 'none' }),
    restoreSettings: async ({ migrationId, way }) => {
      const stored = await migrations.get(migrationId);
      if (!stored) return;
      const held = way === 'forward' ? stored.target_id : stored.source_id;
      await restoreSettings(kept, await clusters.client(held), migrationId, way);
    },
    completeMigration: ({ migrationId }) => want(migrationId, { completed: 1 }),
    deleteMigration: async ({ migrationId }) => {
      await migrations.delete(migrationId);
      copies.forget(migrationId);
    },
    splitUnit: async ({ migrationId, topics, left, bonds, by }) => {
      await events.add(migrationId, 'unit-split', JSON.stringify({ topics, left, bonds, by }), now());
    },
    beginSwitch: async ({ migrationId, topics, runbook, denyWrites, by }) => {
      await switches.add(
        {
          ...{ migrationId, topics, runbook, stage: 'stopping', createdBy: by },
          options: JSON.stringify({ denyWrites }),
        },
        now(),
      );
      copies.changed(migrationId);
    },
    advanceSwitch: async ({ switchId, from, to }) => {
      const advanced = await switches.advance(switchId, from, to, now());
      if (advanced) await copies.reconcile(advanced.migration_id);
    },
    turnRound: async ({ switchId, from, to }) => {
      const found = await switches.get(switchId);
      if (found?.stage !== from) return;
      await copies.atRest(found.migration_id, async () => {
        const { left, entered } = await sidesOf(found, migrations, clusters);
        const ends = { from: left, to: entered, topics: topicsOf(found) };
        if (await areEndsEqual(ends)) await switches.advance(switchId, from, to, now());
      });
      await copies.reconcile(found.migration_id);
    },
    commitStartOffsets: async ({ migrationId, topics }) => {
      const stored = await migrations.get(migrationId);
      if (!stored) return;
      const [from, to] = [await clusters.client(stored.source_id), await clusters.client(stored.target_id)];
      await commitStartOffsets(from, to, topics);
    },
    denyWrites: async ({ clusterId, topics }) => denyWrites(await clusters.client(clusterId), topics),
    allowWrites: async ({ clusterId, topics }) => allowWrites(await clusters.client(clusterId), topics),
  };
};
