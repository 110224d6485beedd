import type { Given, Routes } from '@mqferry/api';
import { instantOf } from '../../format/moments.ts';

type Body = Given<Routes['createDump']>['body'];

/** What is typed where a dump task is tuned. */
export interface TypedTuning {
  readonly batch?: string;
  /** MiB a second. */
  readonly rate?: string;
  readonly attempts?: string;
  readonly acceptGaps?: boolean;
}

/** What is typed where a dump task is made. */
export interface TypedDump extends TypedTuning {
  readonly name: string;
  readonly sourceId: string;
  readonly sourceTopic: string;
  readonly targetId: string;
  readonly targetTopic: string;
  readonly create?: boolean;
  readonly partitions?: string;
  readonly replicas?: string;
  readonly at: 'earliest' | 'latest' | 'timestamp' | 'offsets';
  readonly time?: string;
  readonly offsets?: string;
  readonly filter?: string;
  readonly onError: 'stop' | 'skip';
  readonly partitioning: 'keep' | 'key';
  readonly until: 'stopped' | 'now';
}

export const WHOLE_NUMBER = /^\s*[1-9]\d{0,5}\s*$/u;
export const OPTIONAL_NUMBER = /^\s*(?:[1-9]\d{0,5})?\s*$/u;
export const LIMIT = /^\s*(?:\d{1,7}(?:\.\d{1,3})?)?\s*$/u;
export const TOPIC_NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/u;
export const OFFSETS = /^\s*\d{1,7}:\d{1,19}(?:\s*,\s*\d{1,7}:\d{1,19})*\s*$/u;

const MIB = 1024 * 1024;
const BATCH = 5_000;
const RETRY = { firstMs: 1_000, longestMs: 60_000 } as const;

const isEmpty = (text: string | undefined): boolean => text === undefined || text.trim() === '';

const startOf = ({ at, time, offsets }: TypedDump): NonNullable<Body['start']> => {
  if (at === 'timestamp') return { at, timestamp: instantOf(time ?? '') ?? new Date(0).toISOString() };
  if (at !== 'offsets') return { at };
  const pairs = (offsets ?? '').split(',').map((pair) => pair.trim().split(':'));
  return {
    at,
    offsets: pairs.map(([partition, offset]) => ({
      ...{ partition: Number(partition), offset: BigInt(offset ?? '0') },
    })),
  };
};

/** What may be changed at any time, as the API takes it; the times between attempts stay as they are. */
export const tuningOf = (
  { batch, rate, attempts, acceptGaps }: TypedTuning,
  retries: Omit<NonNullable<Body['retries']>, 'attempts'>,
) => ({
  batchRecords: isEmpty(batch) ? BATCH : Number(batch),
  bytesPerSecond: isEmpty(rate) ? null : Math.max(1, Math.round(Number(rate) * MIB)),
  retries: { ...retries, attempts: isEmpty(attempts) ? null : Number(attempts) },
  acceptGaps: acceptGaps ?? false,
});

/** The same, as it is typed. */
export const typedTuning = (dump: {
  readonly batchRecords: number;
  readonly bytesPerSecond: number | null;
  readonly retries: { readonly attempts: number | null };
  readonly acceptGaps: boolean;
}): Required<TypedTuning> => ({
  batch: String(dump.batchRecords),
  rate: dump.bytesPerSecond === null ? '' : String(Math.round((dump.bytesPerSecond / MIB) * 1000) / 1000),
  attempts: dump.retries.attempts === null ? '' : String(dump.retries.attempts),
  acceptGaps: dump.acceptGaps,
});

/** What is typed, as the API takes it. */
export const dumpOf = (typed: TypedDump): Body => {
  const { name, sourceId, sourceTopic, targetId, targetTopic, create, partitions, replicas } = typed;
  const { filter, onError, partitioning, until } = typed;
  return {
    ...{ name, sourceId, sourceTopic, targetId, targetTopic, partitioning, until },
    create:
      create && !isEmpty(partitions)
        ? {
            partitions: Number(partitions),
            replicationFactor: isEmpty(replicas) ? null : Number(replicas),
          }
        : null,
    start: startOf(typed),
    filter: isEmpty(filter) ? null : { expression: filter!.trim(), onError },
    ...tuningOf(typed, RETRY),
  };
};
