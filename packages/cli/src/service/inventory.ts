import type { Client } from '@mqferry/api';
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
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { findCluster } from './find.ts';
import { listRocketmqGroups, listRocketmqTopics } from './rocketmq-inventory.ts';
import { type PageQuery, type Seen, showList, warn, wholeList } from './seen-list.ts';

/** The kinds of what clusters are made of that can be compared and copied. */
export type MetaKind = 'topics' | 'acls' | 'users' | 'quotas';

interface ListOptions {
  readonly search?: string;
  readonly json?: true;
}
export interface ListTopicsOptions extends ListOptions {
  readonly namespace?: string;
  readonly internal?: true;
  readonly health?: string;
}
export interface ListGroupsOptions extends ListOptions {
  readonly namespace?: string;
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

const show = <Item, T extends Seen<Item>>(
  wanted: string,
  { json }: ListOptions,
  context: Context,
  ask: (client: Client, id: string, page: PageQuery) => Promise<T>,
  lines: (items: readonly Item[], context: Context) => string[],
  /** What is shown of a cluster of RocketMQ in its place. */
  ofRocketmq?: (client: Client, id: string) => Promise<ExitCode>,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id, kind } = await findCluster(client, wanted);
    if (kind === 'rocketmq' && ofRocketmq) return ofRocketmq(client, id);
    return showList<Item, T>((page) => ask(client, id, page), lines, json, context);
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
    (client, id) => listRocketmqTopics(client, id, options, context),
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
    (client, id) => listRocketmqGroups(client, id, options, context),
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
