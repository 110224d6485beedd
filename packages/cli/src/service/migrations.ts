import type { SelectionText } from '@mqferry/api';
import { parseCount } from '../arguments/count.ts';
import { parsePattern } from '../arguments/pattern.ts';
import { parseRate } from '../arguments/rate.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { linesOfView } from '../render/plan.ts';
import { eventLines } from '../render/service/events.ts';
import { migrationLines, migrationsLines } from '../render/service/migrations.ts';
import { viewOfServicePlan } from '../render/service/plan.ts';
import { topicsLines } from '../render/service/topics.ts';
import { limitOf } from './audit.ts';
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { allMigrations, allPages, allTopics, findCluster, findMigration } from './find.ts';
import { serviceErrors } from './service-errors.ts';

interface JsonOption {
  readonly json?: true;
}

/** The options that say what is copied, and how fast; empty text stands for none. */
export interface WantedOptions extends JsonOption {
  readonly topics?: string;
  readonly exclude?: string;
  readonly groups?: string;
  readonly acceptGap?: string;
  readonly mapped?: string;
  readonly maxHoles?: string;
  readonly rate?: string;
}
export interface CreateOptions extends WantedOptions {
  readonly source: string;
  readonly target: string;
}
export interface ChangeOptions extends WantedOptions {
  readonly name?: string;
}
export interface TopicsOptions extends JsonOption {
  readonly search?: string;
  readonly copy?: string;
  readonly verification?: string;
  readonly traffic?: string;
  readonly sort?: string;
}

/** What stands for no limit, and for all topics. */
const NO_LIMIT = 'none';
const ALL = 'all';

const PATTERNS = {
  topics: '--topics',
  exclude: '--exclude',
  groups: '--groups',
  acceptGaps: '--accept-gap',
  mapped: '--mapped',
} as const;

/** A selection as it was, with what the options change of it. Throws CLI_PATTERN_INVALID and CLI_COUNT_INVALID. */
const selectionWith = (options: WantedOptions, before: SelectionText = {}): SelectionText => {
  const { topics, exclude, groups, acceptGap, mapped, maxHoles } = options;
  const selection = { ...before };
  const acceptGaps = acceptGap === ALL ? '.*' : acceptGap;
  for (const [member, text] of Object.entries({ topics, exclude, groups, acceptGaps, mapped })) {
    if (text === undefined) continue;
    const name = member as keyof typeof PATTERNS;
    if (text === '') delete selection[name];
    else {
      parsePattern(PATTERNS[name], text);
      selection[name] = text;
    }
  }
  if (maxHoles === '') delete selection.mostHoles;
  else if (maxHoles !== undefined) selection.mostHoles = parseCount('--max-holes', maxHoles);
  return selection;
};

const limitText = (rate: string): number | null => (rate === NO_LIMIT ? null : parseRate(rate));

/** `mqferry migration list`. */
export const listMigrations = ({ json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const migrations = await allMigrations(client);
    if (json) printJson(context, migrations);
    else context.out.print(...migrationsLines(migrations.items, context));
    return EXIT.OK;
  });

/** `mqferry migration create`. */
export const createMigration = async (
  name: string,
  options: CreateOptions,
  context: Context,
): Promise<ExitCode> => {
  const selection = selectionWith(options);
  const bytesPerSecond = options.rate === undefined ? null : limitText(options.rate);
  return withService(context, async (client) => {
    const source = await findCluster(client, options.source);
    const target = await findCluster(client, options.target);
    const body = { name, sourceId: source.id, targetId: target.id, selection, bytesPerSecond };
    const made = await client.createMigration({ body });
    if (options.json) printJson(context, made);
    else context.out.print(context.t('migration.created', { name }));
    return EXIT.OK;
  });
};

/** `mqferry migration change`. Throws CLI_CHANGE_MISSING. */
export const changeMigration = async (
  wanted: string,
  options: ChangeOptions,
  context: Context,
): Promise<ExitCode> => {
  const { json, name, rate, ...ofSelection } = options;
  const touchesSelection = Object.keys(ofSelection).length > 0;
  if (name === undefined && rate === undefined && !touchesSelection)
    throw serviceErrors.CLI_CHANGE_MISSING({});
  selectionWith(options);
  const limit = rate === undefined ? {} : { bytesPerSecond: limitText(rate) };
  return withService(context, async (client) => {
    const { id, revision, selection } = await findMigration(client, wanted);
    const changed = await client.changeMigration({
      params: { id },
      body: {
        ...{ revision, ...limit },
        ...(name === undefined ? {} : { name }),
        ...(touchesSelection ? { selection: selectionWith(options, selection) } : {}),
      },
    });
    if (json) printJson(context, changed);
    else context.out.print(context.t('migration.changed', { name: changed.name }));
    return EXIT.OK;
  });
};

/** `mqferry migration show`. */
export const showMigration = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findMigration(client, wanted);
    const view = await client.getMigration({ params: { id } });
    if (json) printJson(context, view);
    else context.out.print(...migrationLines(view, context));
    return EXIT.OK;
  });

/** `mqferry migration plan`: exit code 1 when something would be refused. */
export const planMigration = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> => {
  const { out, language, t } = context;
  return withService(context, async (client) => {
    const { id, name } = await findMigration(client, wanted);
    const plan = await client.planMigration({ params: { id } });
    if (json) printJson(context, plan);
    else {
      const apply = t('plan.applyInService', { name });
      out.print(...linesOfView(viewOfServicePlan(plan, language), apply, t, out.colors));
    }
    return plan.refusals.length > 0 ? EXIT.FAILED : EXIT.OK;
  });
};

const queryOf = ({ search, copy, verification, traffic, sort }: TopicsOptions) => ({
  ...(search === undefined ? {} : { search }),
  ...(copy === undefined
    ? {}
    : {
        copy: parseChoice('--copy', copy, {
          ...{ 'not-begun': true, waiting: true, 'catching-up': true, 'in-step': true, paused: true },
          stopped: true,
        }),
      }),
  ...(verification === undefined
    ? {}
    : {
        verification: parseChoice('--verification', verification, {
          ...{ none: true, running: true, equal: true, stale: true, different: true },
        }),
      }),
  ...(traffic === undefined
    ? {}
    : { traffic: parseChoice('--traffic', traffic, { 'on-source': true, moving: true, 'on-target': true }) }),
  // Whoever asks for the largest numbers wants them first.
  ...(sort === undefined
    ? {}
    : {
        sort: parseChoice('--sort', sort, { topic: true, lag: true, copiedBytes: true, copiedRecords: true }),
        order: sort === 'topic' ? ('ascending' as const) : ('descending' as const),
      }),
});

/** `mqferry migration topics`. */
export const listTopics = async (
  wanted: string,
  options: TopicsOptions,
  context: Context,
): Promise<ExitCode> => {
  const query = queryOf(options);
  return withService(context, async (client) => {
    const { id } = await findMigration(client, wanted);
    const topics = await allTopics(client, id, query);
    if (options.json) printJson(context, topics);
    else context.out.print(...topicsLines(topics.items, context));
    return EXIT.OK;
  });
};

/** `mqferry migration events`. */
export const listEvents = async (
  wanted: string,
  options: JsonOption & { readonly limit?: string },
  context: Context,
): Promise<ExitCode> => {
  const limit = limitOf(options);
  return withService(context, async (client) => {
    const { id } = await findMigration(client, wanted);
    const events = await allPages((query) => client.listMigrationEvents({ params: { id }, query }), limit);
    if (options.json) printJson(context, events);
    else context.out.print(...eventLines(events, context));
    return EXIT.OK;
  });
};
