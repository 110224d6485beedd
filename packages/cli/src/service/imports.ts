import type { Client } from '@mqferry/api';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type ConfirmOptions, isConfirmed, requireConfirmable } from '../prompts.ts';
import { printJson } from '../render/json.ts';
import { importLine, importLines, importNextLines, importsLines } from '../render/service/imports.ts';
import { type ChoiceOptions, choiceOf } from '../rocketmq/import-choice.ts';
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { allPages, findCluster, findImport, type Import, type ImportRow } from './find.ts';
import { followed } from './follow.ts';
import { type DocumentOptions, documentFor } from './import-documents.ts';

interface JsonOption {
  readonly json?: true;
}
interface RowsOption {
  readonly allRows?: true;
}
interface BrokersOption {
  readonly brokers?: string;
}
export interface CreateImportOptions
  extends ChoiceOptions,
    DocumentOptions,
    RowsOption,
    BrokersOption,
    JsonOption {
  readonly to: string;
}
export interface PlanImportOptions extends ChoiceOptions, RowsOption, BrokersOption, JsonOption {}
export interface ListImportsOptions extends JsonOption {
  readonly state?: string;
}
export interface ShowImportOptions extends RowsOption, JsonOption {}
export interface StartImportOptions extends ConfirmOptions, RowsOption, JsonOption {}

type Choice = Parameters<Client['createImport']>[0]['body']['choice'];

const STATES = {
  planned: true,
  running: true,
  succeeded: true,
  'partly-failed': true,
  'all-failed': true,
  cancelled: true,
} as const;

const rowsOf = (client: Client, id: string): Promise<{ readonly items: readonly ImportRow[] }> =>
  allPages((page) => client.listImportRows({ params: { id }, query: page }));

/** An import with all there is to know of it. */
const whole = async (client: Client, id: string) => {
  const [told, rows, leftOut] = await Promise.all([
    client.getImport({ params: { id } }),
    rowsOf(client, id),
    allPages((page) => client.listImportLeftOut({ params: { id }, query: page })),
  ]);
  return { ...told, rows: rows.items, leftOut: leftOut.items };
};

/** Shows an import; exit code 1 when something of it is refused or has failed. */
const show = async (
  client: Client,
  id: string,
  { json, allRows }: ShowImportOptions,
  context: Context,
): Promise<ExitCode> => {
  const told = await whole(client, id);
  if (json) printJson(context, told);
  else context.out.print(...importLines(told, allRows ?? false, context), ...importNextLines(told, context));
  return isWell(told) ? EXIT.OK : EXIT.FAILED;
};

const isWell = ({ state, plan, counts }: Import): boolean =>
  state === 'planned' ? plan.refusals.length === 0 : state !== 'cancelled' && counts.failed === 0;

const brokersOf = ({ brokers }: BrokersOption) =>
  brokers === undefined ? {} : { brokers: brokers.split(',').map((name) => name.trim()) };

/** `mqferry import list`. */
export const listImports = (options: ListImportsOptions, context: Context): Promise<ExitCode> => {
  const state = options.state === undefined ? {} : { state: parseChoice('--state', options.state, STATES) };
  return withService(context, async (client) => {
    const imports = await allPages((page) => client.listImports({ query: { ...page, ...state } }));
    if (options.json) printJson(context, imports);
    else context.out.print(...importsLines(imports.items, context));
    return EXIT.OK;
  });
};

/** `mqferry import create`: plans it and shows the plan; nothing is written. Throws CLI_DOCUMENT_MISSING. */
export const createImport = async (
  name: string,
  files: readonly string[],
  options: CreateImportOptions,
  context: Context,
): Promise<ExitCode> => {
  const choice = choiceOf(options) as NonNullable<Choice>;
  return withService(context, async (client) => {
    const { id: targetId } = await findCluster(client, options.to);
    const documentId = await documentFor(client, name, files, options, choice, context);
    const body = { name, documentId, targetId, choice, ...brokersOf(options) };
    const { id } = await client.createImport({ body });
    return show(client, id, options, context);
  });
};

/** `mqferry import show`. With --json one object: the import, with its rows and what is left out. */
export const showImport = (wanted: string, options: ShowImportOptions, context: Context): Promise<ExitCode> =>
  withService(context, async (client) =>
    show(client, (await findImport(client, wanted)).id, options, context),
  );

/** `mqferry import plan`: plans it anew, with another choice where one is given. */
export const planImport = async (
  wanted: string,
  options: PlanImportOptions,
  context: Context,
): Promise<ExitCode> => {
  const choice = choiceOf(options) as NonNullable<Choice>;
  const isChosen = Object.keys(choice).length > 0;
  return withService(context, async (client) => {
    const { id } = await findImport(client, wanted);
    const body = { ...(isChosen ? { choice } : {}), ...brokersOf(options) };
    await client.planImport({ params: { id }, body });
    return show(client, id, options, context);
  });
};

/** Follows an import until it has ended or Ctrl-C, and tells what came of it. Exit code 1 when not all of it is done. */
const follow = async (
  client: Client,
  id: string,
  options: ShowImportOptions,
  context: Context,
): Promise<ExitCode> => {
  const last = await followed(
    {
      ask: (signal) => client.getImport({ params: { id } }, { signal }),
      isEnded: ({ state }) => state !== 'running',
      line: (now) => importLine(now, context.t),
    },
    options.json,
    context,
  );
  if (!last) return EXIT.FAILED;
  const code = await show(client, id, options, context);
  return last.state === 'running' ? EXIT.FAILED : code;
};

/** `mqferry import start`: shows the plan, asks, and follows what was confirmed by its hash. Throws CLI_TERMINAL_NEEDED. */
export const startImport = async (
  wanted: string,
  options: StartImportOptions,
  context: Context,
): Promise<ExitCode> => {
  requireConfirmable(options, context);
  return withService(context, async (client) => {
    const { id } = await findImport(client, wanted);
    const told = await whole(client, id);
    const { out, err, t } = context;
    const screen = options.json ? err : out;
    if (!options.json || !options.yes)
      screen.print(...importLines(told, options.allRows ?? false, context), '');
    if (!(await isConfirmed(options, context))) {
      err.print(t('change.declined'));
      return EXIT.FAILED;
    }
    await client.startImport({ params: { id }, body: { hash: told.plan.hash } });
    return follow(client, id, options, context);
  });
};

type Change = 'split' | 'retry' | 'cancel' | 'watch' | 'delete';

/** What is done with an import that was found. */
const CHANGES: Readonly<
  Record<Change, (client: Client, found: Import, options: JsonOption, context: Context) => Promise<ExitCode>>
> = {
  split: async (client, { id }, { json }, context) => {
    const parts = await client.splitImport({ params: { id } });
    if (json) printJson(context, parts);
    else context.out.print(...importsLines(parts, context));
    return EXIT.OK;
  },
  retry: async (client, { id }, options, context) => {
    await client.retryImport({ params: { id } });
    return follow(client, id, options, context);
  },
  cancel: async (client, { id }, { json }, context) => {
    const told = await client.cancelImport({ params: { id } });
    if (json) printJson(context, told);
    else context.out.print(importLine(told, context.t));
    return EXIT.OK;
  },
  watch: (client, { id }, options, context) => follow(client, id, options, context),
  delete: async (client, found, { json }, context) => {
    await client.deleteImport({ params: { id: found.id } });
    if (json) printJson(context, found);
    else context.out.print(context.t('import.deleted', { name: found.name }));
    return EXIT.OK;
  },
};

/** `mqferry import split|retry|cancel|watch|delete`. */
export const changeImport = (
  change: Change,
  wanted: string,
  options: JsonOption,
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) =>
    CHANGES[change](client, await findImport(client, wanted), options, context),
  );
