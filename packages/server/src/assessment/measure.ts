import type { KafkaClient } from '@mqferry/kafka';
import { MOST_HOLES } from '@mqferry/migration';
import { addReading, isCompacted } from './compare-readings.ts';
import { type Probed, probeNew, probeOldest } from './probe.ts';
import { type LastReading, type Measured, NOTHING_MEASURED } from './progress.ts';
import { readLogs } from './reading.ts';
import { readSurroundings, type Surroundings } from './surroundings.ts';

/** What was measured, and what the next reading is compared to. */
export interface Progress {
  readonly measured: Measured;
  readonly last: LastReading;
}

/** What a log may begin at so that its start can be reached (see the plan of a migration). */
const HIGHEST_START = 1_000_000_000n;
const EXAMPLES = 5;

/** Topics whose logs begin so high, or have so many holes by the bytes of their records, that offsets cannot be kept. */
const mayBeMapped = ({ reading, totals, policies }: LastReading): string[] =>
  [...reading.topics].flatMap(([topic, partitions]) => {
    const perOffset = totals.get(topic)?.perOffset ?? null;
    const logs = [...partitions.values()];
    const starts = logs.reduce((sum, { start }) => sum + start, 0n);
    const offsets = logs.reduce((sum, { start, end }) => sum + Number(end - start), 0);
    const bytes = logs.reduce((sum, log) => sum + (log.bytes ?? Number.NaN), 0);
    // Not a number where sizes are not told, which is above nothing.
    const holes = perOffset === null || !isCompacted(policies.get(topic)) ? 0 : offsets - bytes / perOffset;
    return starts > HIGHEST_START || holes > MOST_HOLES ? [topic] : [];
  });

const withProbed = (measured: Measured, { largestMessage, oldFormat }: Probed): Measured => ({
  ...measured,
  largestMessage:
    largestMessage === undefined
      ? measured.largestMessage
      : Math.max(measured.largestMessage ?? 0, largestMessage),
  oldFormat: [...new Set([...measured.oldFormat, ...oldFormat])],
});

const withSurroundings = (
  { measured, last }: Progress,
  { figures, features, policies, oldFormat }: Surroundings,
): Progress => {
  // What cannot be read this time is as it was before.
  const known = { ...last, policies: new Map([...last.policies, ...policies]) };
  const mapped = mayBeMapped(known);
  const old = [...new Set([...measured.oldFormat, ...oldFormat])];
  return {
    last: known,
    measured: {
      ...measured,
      figures: { ...measured.figures, ...figures },
      features: {
        ...{ ...measured.features, ...features },
        mayBeMapped: { count: mapped.length, examples: mapped.slice(0, EXAMPLES) },
        oldFormat: { count: old.length, examples: old.slice(0, EXAMPLES) },
      },
    },
  };
};

/** The first look at a cluster: what there is, and where its logs end. */
export const beginMeasuring = async (client: KafkaClient, now: () => Date): Promise<Progress> => {
  const surroundings = await readSurroundings(client);
  const first = await readLogs(client, now);
  const probed = await probeOldest(client, first);
  const totals = [...probed.topics].map(
    ([topic, { perOffset = null }]) => [topic, { records: 0, bytes: 0, perOffset }] as const,
  );
  const begun = {
    measured: withProbed({ ...NOTHING_MEASURED, startedAt: first.at, lastAt: first.at }, probed),
    last: { reading: first, totals: new Map(totals), policies: surroundings.policies },
  };
  return withSurroundings(begun, surroundings);
};

/** One more look; `last` looks at everything once more. */
export const goOnMeasuring = async (
  client: KafkaClient,
  { measured, last }: Progress,
  {
    now,
    afterGap,
    isLast,
  }: { readonly now: () => Date; readonly afterGap: boolean; readonly isLast: boolean },
): Promise<Progress> => {
  const reading = await readLogs(client, now);
  const probed = await probeNew(client, last.reading, reading);
  const added = addReading(withProbed(measured, probed), last, reading, probed.topics, afterGap);
  return isLast ? withSurroundings(added, await readSurroundings(client)) : added;
};
