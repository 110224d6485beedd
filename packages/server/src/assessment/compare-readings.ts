import type { LastReading, Measured, MeasuredTopic, Policy, TopicTotals, TrafficPoint } from './progress.ts';
import type { PartitionReading, Reading } from './reading.ts';

/** What batches say that were read of a topic. */
export interface Probe {
  /** Bytes of the log for each offset. */
  readonly perOffset: number | undefined;
}

const EMPTY: PartitionReading = { start: 0n, end: 0n, bytes: 0 };
const MOST_TOPICS = 20;
const MOST_POINTS = 240;

/** Whether compaction takes records away; not known counts as no. */
export const isCompacted = (policy: Policy | undefined): boolean =>
  policy?.cleanup?.includes('compact') ?? false;

const meanOfLog = ({ start, end, bytes }: PartitionReading): number | undefined =>
  bytes === undefined || end <= start ? undefined : bytes / Number(end - start);

/** Bytes that came to a partition. A log that lost records in between does not tell by its size. */
const grown = (
  before: PartitionReading,
  after: PartitionReading,
  compacted: boolean,
  perOffset: number | undefined,
): number | undefined => {
  const whole = !compacted && before.start === after.start;
  if (whole && before.bytes !== undefined && after.bytes !== undefined && after.bytes >= before.bytes)
    return after.bytes - before.bytes;
  const offsets = Number(after.end - before.end);
  if (offsets === 0) return 0;
  const each = perOffset ?? (compacted ? undefined : meanOfLog(after));
  return each === undefined ? undefined : offsets * each;
};

const plus = (one: number | null, other: number | null | undefined): number | null =>
  one === null || other === null || other === undefined ? null : one + other;

/** The partition as it was; one that is new, or was made anew, was empty. */
const before = (last: Reading, topic: string, partition: number, now: PartitionReading): PartitionReading => {
  const known = last.topics.get(topic)?.get(partition);
  return known && known.end <= now.end ? known : EMPTY;
};

interface Written {
  readonly records: number;
  readonly bytes: number | null;
  readonly totals: ReadonlyMap<string, TopicTotals>;
}

const written = (last: LastReading, now: Reading, probes: ReadonlyMap<string, Probe>): Written => {
  const totals = new Map(last.totals);
  let records = 0;
  let bytes: number | null = 0;
  for (const [topic, partitions] of now.topics) {
    const known = totals.get(topic);
    const perOffset = probes.get(topic)?.perOffset ?? known?.perOffset ?? undefined;
    const compacted = isCompacted(last.policies.get(topic));
    let [ofTopic, bytesOfTopic]: [number, number | null] = [0, 0];
    for (const [partition, after] of partitions) {
      const was = before(last.reading, topic, partition, after);
      ofTopic += Number(after.end - was.end);
      bytesOfTopic = plus(bytesOfTopic, grown(was, after, compacted, perOffset));
    }
    records += ofTopic;
    bytes = plus(bytes, bytesOfTopic);
    totals.set(topic, {
      records: (known?.records ?? 0) + ofTopic,
      bytes: plus(known ? known.bytes : 0, bytesOfTopic),
      perOffset: perOffset ?? null,
    });
  }
  return { records, bytes, totals };
};

const eachOf = (
  topic: string,
  totals: ReadonlyMap<string, TopicTotals>,
  now: Reading,
): number | undefined => {
  const { records = 0, bytes = null, perOffset = null } = totals.get(topic) ?? {};
  if (bytes !== null && records > 0) return bytes / records;
  if (perOffset !== null) return perOffset;
  const means = [...(now.topics.get(topic)?.values() ?? [])]
    .map(meanOfLog)
    .filter((mean) => mean !== undefined);
  return means.length === 0 ? undefined : means.reduce((sum, mean) => sum + mean, 0) / means.length;
};

/** Bytes that groups went on by, as far as what they committed tells. */
const consumed = (last: Reading, now: Reading, totals: ReadonlyMap<string, TopicTotals>): number | null => {
  if (!last.committed || !now.committed) return null;
  const offsets = new Map<string, number>();
  for (const [key, offset] of now.committed) {
    const was = last.committed.get(key);
    if (was === undefined || offset <= was) continue;
    const topic = key.slice(0, key.indexOf(' '));
    offsets.set(topic, (offsets.get(topic) ?? 0) + Number(offset - was));
  }
  return [...offsets].reduce<number | null>((sum, [topic, count]) => {
    const each = eachOf(topic, totals, now);
    return plus(sum, each === undefined ? null : each * count);
  }, 0);
};

const bytesOf = (now: Reading, topic: string): number | null =>
  [...(now.topics.get(topic)?.values() ?? [])].reduce<number | null>((sum, { bytes }) => plus(sum, bytes), 0);

/** What a topic comes to when it has been written to like this for as long as it keeps records. */
const whenFull = (
  policy: Policy | undefined,
  partitions: number,
  used: number | null,
  perSecond: number | null,
): number | null => {
  const { retentionMs = null, retentionBytes = null } = policy ?? {};
  const bySize = retentionBytes === null ? null : retentionBytes * partitions;
  if (!policy || isCompacted(policy) || (retentionMs === null && bySize === null)) return used;
  const byTime = retentionMs === null || perSecond === null ? null : (perSecond * retentionMs) / 1000;
  if (retentionMs !== null && byTime === null) return bySize;
  return byTime === null ? bySize : Math.min(byTime, bySize ?? byTime);
};

const fullCopy = ({ reading, totals, policies }: LastReading, coveredMs: number): number | null =>
  [...reading.topics].reduce<number | null>((sum, [topic, partitions]) => {
    const bytes = totals.get(topic)?.bytes ?? null;
    const perSecond = bytes === null || coveredMs <= 0 ? null : (bytes * 1000) / coveredMs;
    return plus(sum, whenFull(policies.get(topic), partitions.size, bytesOf(reading, topic), perSecond));
  }, 0);

const busiest = ({ reading, totals, policies }: LastReading): MeasuredTopic[] =>
  [...totals]
    .sort(([, a], [, b]) => (b.bytes ?? 0) - (a.bytes ?? 0) || b.records - a.records)
    .slice(0, MOST_TOPICS)
    .map(([topic, { records, bytes }]) => ({
      ...{ topic, partitions: reading.topics.get(topic)?.size ?? 0, records, bytes },
      diskBytes: bytesOf(reading, topic),
      cleanupPolicy: policies.get(topic)?.cleanup ?? null,
      retentionMs: policies.get(topic)?.retentionMs ?? null,
    }));

/** Partitions without a leader for now are remembered as they were, so that nothing is missed of them. */
const withMissing = (last: Reading, now: Reading): Reading['topics'] =>
  new Map(
    [...now.topics].map(([topic, partitions]) => [
      topic,
      new Map([...(last.topics.get(topic) ?? []), ...partitions]),
    ]),
  );

const higher = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** One more point; of too many each two become one. */
const longer = (points: readonly TrafficPoint[], point: TrafficPoint): TrafficPoint[] => {
  const all = [...points, point];
  if (all.length <= MOST_POINTS) return all;
  return all.flatMap((one, i) => {
    const other = all[i + 1];
    if (i % 2 === 1) return [];
    if (!other) return [one];
    return [
      { at: other.at, bytes: higher(one.bytes, other.bytes), records: higher(one.records, other.records) },
    ];
  });
};

/** What one more reading adds: exact counts of records, and bytes as far as they are known. */
export const addReading = (
  measured: Measured,
  last: LastReading,
  now: Reading,
  probes: ReadonlyMap<string, Probe>,
  afterGap: boolean,
): { readonly measured: Measured; readonly last: LastReading } => {
  const elapsed = Math.max(1, now.at - last.reading.at);
  const { records, bytes, totals } = written(last, now, probes);
  const next = {
    reading: { ...now, topics: withMissing(last.reading, now) },
    ...{ totals, policies: last.policies },
  };
  const rate = bytes === null ? null : (bytes * 1000) / elapsed;
  const perSecond = (records * 1000) / elapsed;
  const startedAt = measured.startedAt ?? last.reading.at;
  return {
    last: next,
    measured: {
      ...measured,
      ...{ startedAt, lastAt: now.at, samples: measured.samples + 1, problem: null },
      records: measured.records + records,
      bytes: plus(measured.bytes, bytes),
      peakBytes: rate === null ? measured.peakBytes : Math.max(measured.peakBytes ?? 0, rate),
      peakRecords: Math.max(measured.peakRecords, perSecond),
      consumedBytes: plus(measured.consumedBytes, consumed(last.reading, now, totals)),
      fullCopyBytes: fullCopy(next, now.at - startedAt),
      gaps: afterGap ? [...measured.gaps, { from: last.reading.at, to: now.at }] : measured.gaps,
      traffic: longer(measured.traffic, {
        at: now.at,
        bytes: afterGap ? null : rate,
        records: afterGap ? null : perSecond,
      }),
      topics: busiest(next),
    },
  };
};
