import { type DumpEvent, type DumpSpec, RateLimit, runDump } from '@mqferry/replication';
import type { Pair } from '../lib/clusters.ts';
import type { TextRecord } from '../lib/producers.ts';

/** What a dump is unless told otherwise: all there is, to the same partitions. */
export const SPEC: Omit<DumpSpec, 'id' | 'sourceTopic' | 'targetTopic'> = {
  ...{ start: { at: 'earliest' }, partitioning: 'keep', filter: undefined, onFilterError: 'stop' },
  ...{ batchRecords: 500, until: 'now', acceptGaps: false, begun: false },
};

/** A dump, and what is of interest of it. */
export type WantedDump = Partial<DumpSpec> & Pick<DumpSpec, 'id' | 'sourceTopic' | 'targetTopic'>;

/** Dumps to the end, or until `signal` aborts; gives what happened and the last counts. */
export const dump = async (
  { onSource, onTarget }: Pick<Pair, 'onSource' | 'onTarget'>,
  wanted: WantedDump,
  signal: AbortSignal = new AbortController().signal,
  onEvent: (event: DumpEvent) => void = () => {},
) => {
  const events: string[] = [];
  let counts = {};
  await runDump(
    { ...SPEC, ...wanted },
    {
      ...{ source: onSource, target: onTarget, limit: RateLimit.of(Number.POSITIVE_INFINITY), signal },
      retries: { attempts: 3, firstMs: 100, longestMs: 1_000 },
      onEvent: (event) => {
        events.push(event.type);
        onEvent(event);
      },
      onStatus: ({ read, written, filtered, skipped, lost }) => {
        counts = { read, written, filtered, skipped, lost };
      },
      onRetry: ({ error }) => events.push(error.code),
    },
  );
  return { events, counts };
};

/** Orders of some customers, every tenth of nobody. */
export const orders = (count: number): TextRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    ...(i % 10 === 0 ? {} : { key: `customer ${i % 37}` }),
    value: JSON.stringify({ n: i, amount: i % 100 }),
    ...(i % 3 === 0 ? { headers: { origin: `header ${i}` } } : {}),
  }));
