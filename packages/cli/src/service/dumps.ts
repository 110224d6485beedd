import type { Client, OperationInput } from '@mqferry/api';
import { parseCount } from '../arguments/count.ts';
import { parseRate } from '../arguments/rate.ts';
import { parseTime } from '../arguments/times.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { requireConfirmable } from '../prompts.ts';
import { printJson } from '../render/json.ts';
import {
  dumpLines,
  dumpLogLines,
  dumpStepLines,
  dumpsLines,
  filterTestLines,
} from '../render/service/dumps.ts';
import { limitOf } from './audit.ts';
import { applyConfirmed, type ChangeOptions } from './changes.ts';
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { allDumps, allPages, findCluster, findDump } from './find.ts';
import { serviceErrors } from './service-errors.ts';

interface JsonOption {
  readonly json?: true;
}

/** What may be changed at any time. */
export interface TunedOptions extends JsonOption {
  readonly batch?: string;
  readonly rate?: string;
  readonly attempts?: string;
  readonly onFilterError?: string;
  readonly acceptGaps?: string;
}
export interface CreateDumpOptions extends TunedOptions {
  readonly source: string;
  readonly topic: string;
  readonly target: string;
  readonly targetTopic: string;
  readonly createPartitions?: string;
  readonly replicationFactor?: string;
  readonly start?: string;
  readonly filter?: string;
  readonly partitioning?: string;
  readonly untilNow?: true;
}
export interface ChangeDumpOptions extends TunedOptions {
  readonly name?: string;
}
export interface TestFilterOptions extends JsonOption {
  readonly source: string;
  readonly topic: string;
  readonly filter: string;
  readonly records?: string;
}

/** What stands for no limit. */
const NONE = 'none';
const RETRY = { firstMs: 1_000, longestMs: 60_000 } as const;
const OFFSETS = /^\d+:\d+(,\d+:\d+)*$/u;

/** The operations on a dump task. */
export type DumpOperation = Extract<OperationInput, { readonly dumpId: string }>['operation'];

type Body = Parameters<Client['createDump']>[0]['body'];

/** Reads where a dump begins. Throws CLI_TIME_INVALID. */
const startOf = (text: string): NonNullable<Body['start']> => {
  if (text === 'earliest' || text === 'latest') return { at: text };
  if (!OFFSETS.test(text)) {
    const timestamp = new Date(Number(parseTime('--start', text))).toISOString();
    return { at: 'timestamp', timestamp };
  }
  const offsets = text.split(',').map((pair) => {
    const [partition, offset] = pair.split(':');
    return { partition: Number(partition), offset: BigInt(offset!) };
  });
  return { at: 'offsets', offsets };
};

/** Throws CLI_COUNT_INVALID, CLI_RATE_INVALID and CLI_CHOICE_INVALID. */
const tunedOf = ({ batch, rate, attempts, acceptGaps }: TunedOptions) => ({
  ...(batch === undefined ? {} : { batchRecords: Number(parseCount('--batch', batch)) }),
  ...(rate === undefined ? {} : { bytesPerSecond: rate === NONE ? null : parseRate(rate) }),
  ...(attempts === undefined
    ? {}
    : {
        retries: {
          ...RETRY,
          attempts: attempts === NONE ? null : Number(parseCount('--attempts', attempts)),
        },
      }),
  ...(acceptGaps === undefined
    ? {}
    : { acceptGaps: parseChoice('--accept-gaps', acceptGaps, { yes: true, no: true }) === 'yes' }),
});

const onErrorOf = ({ onFilterError }: TunedOptions) =>
  onFilterError === undefined
    ? undefined
    : parseChoice('--on-filter-error', onFilterError, { stop: true, skip: true });

const definitionOf = (options: CreateDumpOptions) => {
  const { createPartitions, replicationFactor, start, filter, partitioning, untilNow } = options;
  const factor = replicationFactor && Number(parseCount('--replication-factor', replicationFactor));
  return {
    ...tunedOf(options),
    ...(start === undefined ? {} : { start: startOf(start) }),
    ...(filter === undefined
      ? {}
      : { filter: { expression: filter, onError: onErrorOf(options) ?? 'stop' } }),
    ...(partitioning === undefined
      ? {}
      : { partitioning: parseChoice('--partitioning', partitioning, { keep: true, key: true }) }),
    ...(createPartitions === undefined
      ? {}
      : {
          create: {
            partitions: Number(parseCount('--create-partitions', createPartitions)),
            replicationFactor: factor || null,
          },
        }),
    ...(untilNow ? { until: 'now' as const } : {}),
  };
};

/** `mqferry dump list`. */
export const listDumps = ({ json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const [dumps, clusters] = await Promise.all([allDumps(client), client.listClusters({})]);
    if (json) printJson(context, dumps);
    else context.out.print(...dumpsLines(dumps.items, clusters, context));
    return EXIT.OK;
  });

/** `mqferry dump create`. */
export const createDump = async (
  name: string,
  options: CreateDumpOptions,
  context: Context,
): Promise<ExitCode> => {
  const definition = definitionOf(options);
  return withService(context, async (client) => {
    const source = await findCluster(client, options.source);
    const target = await findCluster(client, options.target);
    const ends = { sourceId: source.id, sourceTopic: options.topic, targetTopic: options.targetTopic };
    const made = await client.createDump({ body: { name, targetId: target.id, ...ends, ...definition } });
    if (options.json) printJson(context, made);
    else context.out.print(context.t('dump.created', { name }));
    return EXIT.OK;
  });
};

/** `mqferry dump change`. Throws CLI_CHANGE_MISSING. */
export const changeDump = async (
  wanted: string,
  options: ChangeDumpOptions,
  context: Context,
): Promise<ExitCode> => {
  const { json, name } = options;
  const onFilterError = onErrorOf(options);
  const changes = {
    ...tunedOf(options),
    ...(name === undefined ? {} : { name }),
    ...(onFilterError === undefined ? {} : { onFilterError }),
  };
  if (Object.keys(changes).length === 0) throw serviceErrors.CLI_CHANGE_MISSING({});
  return withService(context, async (client) => {
    const { id, revision } = await findDump(client, wanted);
    const changed = await client.changeDump({ params: { id }, body: { revision, ...changes } });
    if (json) printJson(context, changed);
    else context.out.print(context.t('dump.changed', { name: changed.name }));
    return EXIT.OK;
  });
};

/** `mqferry dump show`: exit code 1 when it has failed. */
export const showDump = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findDump(client, wanted);
    const [dump, clusters] = await Promise.all([client.getDump({ params: { id } }), client.listClusters({})]);
    if (json) printJson(context, dump);
    else context.out.print(...dumpLines(dump, clusters, context));
    return dump.state === 'failed' ? EXIT.FAILED : EXIT.OK;
  });

/** `mqferry dump log`. */
export const showDumpLog = async (
  wanted: string,
  options: JsonOption & { readonly limit?: string },
  context: Context,
): Promise<ExitCode> => {
  const limit = limitOf(options);
  return withService(context, async (client) => {
    const { id } = await findDump(client, wanted);
    const log = await allPages((query) => client.listDumpLog({ params: { id }, query }), limit);
    if (options.json) printJson(context, log);
    else context.out.print(...dumpLogLines(log, context));
    return EXIT.OK;
  });
};

/** `mqferry dump test`: exit code 1 when the filter cannot be evaluated for a record. */
export const testFilter = async (options: TestFilterOptions, context: Context): Promise<ExitCode> => {
  const records = options.records === undefined ? 20 : Number(parseCount('--records', options.records));
  return withService(context, async (client) => {
    const { id: clusterId } = await findCluster(client, options.source);
    const body = { clusterId, topic: options.topic, expression: options.filter, records };
    const tested = await client.testDumpFilter({ body });
    if (options.json) printJson(context, tested);
    else context.out.print(...filterTestLines(tested, context));
    return tested.failed > 0 ? EXIT.FAILED : EXIT.OK;
  });
};

/** `mqferry dump start|pause|resume|delete`. Throws CLI_TERMINAL_NEEDED. */
export const operateDump = async (
  operation: DumpOperation,
  wanted: string,
  options: ChangeOptions,
  context: Context,
): Promise<ExitCode> => {
  requireConfirmable(options, context);
  return withService(context, async (client) => {
    const { id: dumpId, name } = await findDump(client, wanted);
    const shown = {
      steps: (steps: Parameters<typeof dumpStepLines>[0]) => dumpStepLines(steps, context.t),
      done: context.t(`dump.done.${operation}`, { name }),
    };
    return applyConfirmed(client, { operation, dumpId }, shown, options, context);
  });
};
