import type { Client, OperationInput } from '@mqferry/api';
import { isCodedError } from '@mqferry/core';
import { parseCount } from '../arguments/count.ts';
import { parsePattern } from '../arguments/pattern.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { itemPlanLines, plannedTopics, topicPlanLines } from '../render/service/copy-plan.ts';
import { withService } from './connect.ts';
import { findCluster } from './find.ts';
import { keepPasswords, newPasswords, type PasswordOptions } from './new-passwords.ts';
import { wholeList } from './seen-list.ts';
import { serviceErrors } from './service-errors.ts';
import { followTask } from './tasks.ts';

type Copy = Extract<OperationInput, { readonly sourceId: string }>;

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly commit?: true;
  readonly json?: true;
}
export interface CopyTopicsOptions extends CopyOptions {
  readonly topics?: string;
  readonly zookeeper?: string;
  readonly replicationFactor?: string;
  readonly partitions?: readonly string[];
}
export interface CopyAclsOptions extends CopyOptions {
  readonly principal?: readonly string[];
}
export interface CopyUsersOptions extends CopyOptions, PasswordOptions {
  readonly user?: readonly string[];
}
export interface CopyQuotasOptions extends CopyOptions {
  readonly quota?: readonly string[];
}

interface Sides {
  readonly sourceId: string;
  readonly targetId: string;
}

/** The plan of a copy; undefined: the target lacks nothing of it. */
const planOf = async (client: Client, change: Copy) => {
  try {
    return await client.planOperation({ body: { change } });
  } catch (error) {
    if (isCodedError(error, 'METADATA_NOTHING_TO_COPY')) return undefined;
    throw error;
  }
};

/** A plan of which nothing is left to be made: topics that are there are reported and not copied. */
const isAllThere = (change: Copy, steps: Parameters<typeof plannedTopics>[0]): boolean =>
  change.operation === 'copyTopics' && plannedTopics(steps).every(({ action }) => action === 'exists');

const isRefused = (steps: Parameters<typeof plannedTopics>[0]): boolean =>
  plannedTopics(steps).some(({ refusal }) => refusal !== null);

/**
 * Plans a copy and shows each item of it; with `--commit` has the service do it by the hash of that plan, and follows the
 * task to its end. What is there already is no failure, so that a copy can be repeated.
 */
const copy = (
  options: CopyOptions,
  context: Context,
  /** Undefined: there is nothing to be copied. */
  changeOf: (client: Client, sides: Sides) => Promise<Copy | undefined>,
  beforeApply: () => Promise<void> = async () => undefined,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { out, err, t } = context;
    const sourceId = (await findCluster(client, options.from)).id;
    const targetId = (await findCluster(client, options.to)).id;
    const change = await changeOf(client, { sourceId, targetId });
    const plan = change && (await planOf(client, change));
    if (!change || !plan) {
      if (options.json) printJson(context, { steps: [] });
      else out.print(t('meta.nothing'));
      return EXIT.OK;
    }
    const { steps, hash } = plan;
    if (!options.json)
      out.print(...(change.operation === 'copyTopics' ? topicPlanLines : itemPlanLines)(steps, context));
    const code = isRefused(steps) ? EXIT.FAILED : EXIT.OK;
    if (!options.commit || isAllThere(change, steps)) {
      if (options.json) printJson(context, plan);
      else if (!options.commit) err.print(t('meta.dryRun'));
      else if (code === EXIT.OK) out.print(t('meta.nothing'));
      return code;
    }
    await beforeApply();
    const { taskId } = await client.applyOperation({ body: { change, hash } });
    if (taskId === null) return code;
    if (!options.json) out.print('');
    return followTask(client, taskId, options, context);
  });

/** `name=count` of `--partitions`. Throws CLI_PARTITIONS_INVALID. */
const changesOf = (partitions: readonly string[]) =>
  Object.fromEntries(
    partitions.map((text) => {
      const [, name, count] = /^([^=]+)=([1-9]\d{0,5})$/u.exec(text) ?? [];
      if (name === undefined) throw serviceErrors.CLI_PARTITIONS_INVALID({ value: text });
      return [name, { partitions: Number(count) }];
    }),
  );

/** `mqferry meta copy topics`. Throws CLI_PATTERN_INVALID, CLI_COUNT_INVALID and CLI_PARTITIONS_INVALID. */
export const copyTopics = (options: CopyTopicsOptions, context: Context): Promise<ExitCode> => {
  const { topics, zookeeper, replicationFactor, partitions } = options;
  if (topics !== undefined) parsePattern('--topics', topics);
  const chosen = {
    ...(topics === undefined ? {} : { matching: topics }),
    ...(zookeeper === undefined ? {} : { zookeeper }),
    ...(replicationFactor === undefined
      ? {}
      : { replicationFactor: Number(parseCount('--replication-factor', replicationFactor)) }),
    ...(partitions ? { changes: changesOf(partitions) } : {}),
  };
  return copy(options, context, async (_, sides) => ({ operation: 'copyTopics', ...sides, ...chosen }));
};

/** `mqferry meta copy acls`. */
export const copyAcls = (options: CopyAclsOptions, context: Context): Promise<ExitCode> =>
  copy(options, context, async (_, sides) => ({
    ...({ operation: 'copyAcls', ...sides } as const),
    ...(options.principal ? { principals: [...options.principal] } : {}),
  }));

/** `mqferry meta copy quotas`. */
export const copyQuotas = (options: CopyQuotasOptions, context: Context): Promise<ExitCode> =>
  copy(options, context, async (_, sides) => ({
    ...({ operation: 'copyQuotas', ...sides } as const),
    ...(options.quota ? { names: [...options.quota] } : {}),
  }));

/** The users that the target lacks, or a part of whose mechanisms it lacks. */
const missingUsers = async (client: Client, { sourceId: source, targetId: target }: Sides) => {
  const { items } = await wholeList((page) =>
    client.compareClusters({ query: { ...page, source, target, kind: 'users' } }),
  );
  return items
    .filter(({ outcome }) => outcome === 'source-only' || outcome === 'differs')
    .map(({ name }) => name);
};

/** `mqferry meta copy users`. Throws CLI_PASSWORDS_…. */
export const copyUsers = (options: CopyUsersOptions, context: Context): Promise<ExitCode> => {
  let madeUp: ReadonlyMap<string, string> = new Map();
  return copy(
    options,
    context,
    async (client, sides) => {
      const names = options.user ?? (await missingUsers(client, sides));
      if (names.length === 0) return undefined;
      const passwords = await newPasswords(names, options, context);
      ({ madeUp } = passwords);
      return { operation: 'copyUsers', ...sides, users: passwords.users };
    },
    async () => {
      if (options.generate === undefined || madeUp.size === 0) return;
      // Before anything is done with them: a password that nobody has keeps everybody out.
      await keepPasswords(options.generate, madeUp);
      context.err.print(context.t('meta.generated', { file: options.generate }));
    },
  );
};
