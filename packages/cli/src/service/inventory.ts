import { type Client, errorOf, type Problem } from '@mqferry/api';
import { pause } from '@mqferry/core';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import {
  aclTable,
  clusterTopicTable,
  comparisonLines,
  groupTable,
  quotaTable,
  userTable,
} from '../render/service/inventory.ts';
import { momentText } from '../render/service/moment.ts';
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { allPages, findCluster, type Page } from './find.ts';

/** The kinds of what clusters are made of that can be compared and copied. */
export type MetaKind = 'topics' | 'acls' | 'users' | 'quotas';

interface ListOptions {
  readonly search?: string;
  readonly json?: true;
}
export interface ListTopicsOptions extends ListOptions {
  readonly internal?: true;
  readonly health?: string;
}
export interface ListGroupsOptions extends ListOptions {
  readonly topic?: string;
  readonly state?: string;
  readonly offsetsTopic?: true;
}
export interface ListAclsOptions extends ListOptions {
  readonly principal?: string;
}
export interface CompareOptions extends ListOptions {
  readonly from: string;
  readonly to: string;
  readonly outcome?: string;
}

interface PartProblem {
  readonly part: string;
  readonly side?: 'source' | 'target';
  readonly problem: Problem;
}

interface Seen<Item> {
  readonly asOf: string | null;
  readonly problems: readonly PartProblem[];
  readonly items: readonly Item[];
  /** Null: not known. */
  readonly total: number | null;
}

type PageQuery = { readonly offset: number; readonly limit: number };

const READ_EVERY_MS = 500;
const NOT_READ_YET = 'INVENTORY_NOT_READ_YET';

/** What the service is only just reading is waited for. Throws why it cannot be read. */
const known = async <T extends Seen<unknown>>(
  ask: (page: PageQuery) => Promise<T>,
  page: PageQuery,
): Promise<T & { readonly total: number }> => {
  for (;;) {
    const told = await ask(page);
    if (told.total !== null) return { ...told, total: told.total };
    const failed = told.problems.find(({ problem }) => problem.code !== NOT_READ_YET);
    if (failed) throw errorOf(failed.problem, 503);
    await pause(READ_EVERY_MS, undefined);
  }
};

/** The whole of a list of what clusters are made of, with what is said of it. Throws why it cannot be read. */
export const wholeList = async <Item, T extends Seen<Item>>(
  ask: (page: PageQuery) => Promise<T>,
): Promise<T & { readonly total: number }> => {
  let first: (T & { readonly total: number }) | undefined;
  const { items, total } = await allPages<Item>(async (page) => {
    const told = await known(ask, page);
    first ??= told;
    return told as Page<Item>;
  });
  return { ...first!, items, total };
};

const warn = (problems: readonly PartProblem[], { err, language, t }: Context): void => {
  for (const { part, side, problem } of problems) {
    if (problem.code === NOT_READ_YET) continue;
    const reason = problem.message[language];
    err.print(
      side
        ? t('meta.partlyAt', { side: t(`meta.${side}`), part, reason })
        : t('meta.partly', { part, reason }),
    );
  }
};

const show = <Item, T extends Seen<Item>>(
  wanted: string,
  { json }: ListOptions,
  context: Context,
  ask: (client: Client, id: string, page: PageQuery) => Promise<T>,
  lines: (items: readonly Item[], context: Context) => string[],
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findCluster(client, wanted);
    const list = await wholeList<Item, T>((page) => ask(client, id, page));
    if (json) printJson(context, list);
    else {
      warn(list.problems, context);
      context.out.print(
        ...(list.items.length === 0 ? [context.t('meta.none')] : lines(list.items, context)),
        context.out.colors.dim(context.t('meta.asOf', { time: momentText(list.asOf) })),
      );
    }
    return EXIT.OK;
  });

const searched = ({ search }: ListOptions) => (search === undefined ? {} : { search });

/** `mqferry meta topics`. */
export const listClusterTopics = (
  cluster: string,
  options: ListTopicsOptions,
  context: Context,
): Promise<ExitCode> => {
  const health =
    options.health === undefined
      ? {}
      : {
          health: parseChoice('--health', options.health, {
            healthy: true,
            'under-replicated': true,
            offline: true,
          }),
        };
  const internal = options.internal ? ({ internal: 'include' } as const) : {};
  return show(
    cluster,
    options,
    context,
    (client, id, page) =>
      client.listTopics({
        params: { id },
        query: { ...page, ...searched(options), ...health, ...internal },
      }),
    clusterTopicTable,
  );
};

/** `mqferry meta groups`. */
export const listClusterGroups = (
  cluster: string,
  options: ListGroupsOptions,
  context: Context,
): Promise<ExitCode> => {
  const { topic, state, offsetsTopic } = options;
  const which = {
    ...(topic === undefined ? {} : { topic }),
    ...(state === undefined ? {} : { state }),
    ...(offsetsTopic ? ({ from: 'offsets-topic' } as const) : {}),
  };
  return show(
    cluster,
    options,
    context,
    (client, id, page) =>
      client.listGroups({ params: { id }, query: { ...page, ...searched(options), ...which } }),
    groupTable,
  );
};

/** `mqferry meta acls`. */
export const listClusterAcls = (
  cluster: string,
  options: ListAclsOptions,
  context: Context,
): Promise<ExitCode> => {
  const { principal } = options;
  return show(
    cluster,
    options,
    context,
    (client, id, page) =>
      client.listAcls({
        params: { id },
        query: { ...page, ...searched(options), ...(principal === undefined ? {} : { principal }) },
      }),
    aclTable,
  );
};

/** `mqferry meta users`. */
export const listClusterUsers = (
  cluster: string,
  options: ListOptions,
  context: Context,
): Promise<ExitCode> =>
  show(
    cluster,
    options,
    context,
    (client, id, page) => client.listScramUsers({ params: { id }, query: { ...page, ...searched(options) } }),
    userTable,
  );

/** `mqferry meta quotas`. */
export const listClusterQuotas = (
  cluster: string,
  options: ListOptions,
  context: Context,
): Promise<ExitCode> =>
  show(
    cluster,
    options,
    context,
    (client, id, page) => client.listQuotas({ params: { id }, query: { ...page, ...searched(options) } }),
    quotaTable,
  );

/** Reads the kind of what is compared or copied. Throws CLI_CHOICE_INVALID. */
export const parseKind = (text: string): MetaKind =>
  parseChoice<MetaKind>('KIND', text, { topics: true, acls: true, users: true, quotas: true });

/** `mqferry meta compare`. */
export const compareClusters = (
  kindText: string,
  options: CompareOptions,
  context: Context,
): Promise<ExitCode> => {
  const kind = parseKind(kindText);
  const outcome =
    options.outcome === undefined
      ? {}
      : {
          outcome: parseChoice('--outcome', options.outcome, {
            'source-only': true,
            'target-only': true,
            differs: true,
            equal: true,
          }),
        };
  return withService(context, async (client) => {
    const source = (await findCluster(client, options.from)).id;
    const target = (await findCluster(client, options.to)).id;
    const compared = await wholeList((page) =>
      client.compareClusters({ query: { ...page, source, target, kind, ...outcome, ...searched(options) } }),
    );
    if (options.json) printJson(context, compared);
    else {
      warn(compared.problems, context);
      context.out.print(...comparisonLines(compared, context));
    }
    return EXIT.OK;
  });
};
