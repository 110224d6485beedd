import type { Client, SelectionText } from '@mqferry/api';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { requireConfirmable } from '../prompts.ts';
import { printJson } from '../render/json.ts';
import { type Applied, appliedLines } from '../render/service/applied.ts';
import { type ChangeOptions, start } from './changes.ts';
import { withService } from './connect.ts';
import { type Declaration, readDeclarations } from './declarations.ts';
import { allMigrations, type Cluster, find, type Migration } from './find.ts';
import { serviceErrors } from './service-errors.ts';

export interface ApplyOptions extends ChangeOptions {
  readonly file: string;
  readonly dryRun?: true;
  readonly start?: true;
}

/** A declared migration beside what the service has of it. */
interface Compared {
  readonly declared: Declaration;
  readonly source: Cluster;
  readonly target: Cluster;
  readonly existing: Migration | undefined;
  readonly changes: Applied['changes'];
}

const plain = (value: string | bigint | number | null | undefined): string | number | null =>
  typeof value === 'bigint' ? String(value) : (value ?? null);

/** What differs, member by member; null where there is nothing on that side. */
const changesTo = (existing: Migration, { selection, bytesPerSecond }: Declaration): Applied['changes'] => {
  const before: SelectionText = existing.selection;
  const members = Object.keys({ ...before, ...selection }).sort() as (keyof SelectionText)[];
  const pairs = [
    ...members.map((member) => [`selection.${member}`, before[member], selection[member]] as const),
    ['bytesPerSecond', existing.bytesPerSecond, bytesPerSecond] as const,
  ];
  return pairs
    .map(([member, was, is]) => ({ member, was: plain(was), is: plain(is) }))
    .filter(({ was, is }) => was !== is);
};

/** Everything is looked up before anything is changed. Throws CLI_CLUSTER_UNKNOWN, CLI_DECLARATION_CLUSTERS_FIXED. */
const compare = async (client: Client, declarations: readonly Declaration[]): Promise<Compared[]> => {
  const clusters = await client.listClusters({});
  const migrations = (await allMigrations(client)).items;
  return declarations.map((declared) => {
    const [source, target] = [declared.source, declared.target].map((name) =>
      find(name, clusters, serviceErrors.CLI_CLUSTER_UNKNOWN),
    ) as [Cluster, Cluster];
    const existing = migrations.find(({ name }) => name === declared.name);
    if (existing && (existing.source.id !== source.id || existing.target.id !== target.id))
      throw serviceErrors.CLI_DECLARATION_CLUSTERS_FIXED({
        ...{ name: existing.name, source: existing.source.name, target: existing.target.name },
      });
    return { declared, source, target, existing, changes: existing ? changesTo(existing, declared) : [] };
  });
};

const actionOf = ({ existing, changes }: Compared): Applied['action'] => {
  if (!existing) return 'created';
  return changes.length > 0 ? 'changed' : 'unchanged';
};

/** Makes the service have what is declared. */
const settle = (client: Client, compared: Compared): Promise<Migration> => {
  const { declared, source, target, existing, changes } = compared;
  const { name, selection, bytesPerSecond } = declared;
  if (!existing)
    return client.createMigration({
      body: { name, sourceId: source.id, targetId: target.id, selection, bytesPerSecond },
    });
  if (changes.length === 0) return Promise.resolve(existing);
  // A selection that stays as it is may not be given while the copy runs.
  const isSelected = changes.some(({ member }) => member !== 'bytesPerSecond');
  return client.changeMigration({
    params: { id: existing.id },
    body: { revision: existing.revision, bytesPerSecond, ...(isSelected ? { selection } : {}) },
  });
};

/** Nobody has decided yet whether it is to be copied; one that somebody paused stays so. */
const isToStart = ({ intent, completed }: Migration): boolean => intent === 'none' && !completed;

/**
 * `mqferry apply`: makes what is missing and changes what differs, so that a second time changes nothing. No copy begins
 * unless `--start` is given, and then planned and confirmed like any other.
 */
export const apply = async (options: ApplyOptions, context: Context): Promise<ExitCode> => {
  const { json, dryRun = false } = options;
  if (options.start) requireConfirmable(options, context);
  const declarations = await readDeclarations(options.file);
  return withService(context, async (client) => {
    let exitCode: ExitCode = EXIT.OK;
    for (const compared of await compare(client, declarations)) {
      const migration = dryRun ? (compared.existing ?? null) : await settle(client, compared);
      const { changes, declared } = compared;
      const applied: Applied = {
        name: declared.name,
        action: actionOf(compared),
        dryRun,
        changes,
        migration,
      };
      if (json) printJson(context, applied);
      else context.out.print(...appliedLines(applied, context.t));
      if (!options.start || !migration || !isToStart(migration)) continue;
      const started = await start(client, migration, options, context);
      if (started !== EXIT.OK) exitCode = started;
    }
    return exitCode;
  });
};
