import { type CodedError, pause } from '@mqferry/core';
import { type KafkaClient, lastStableOffsets, logEndOffsets, type TopicPartition } from '@mqferry/kafka';
import { coded } from '../inventory/coded.ts';

/** Between the two looks at the logs. */
const LOOK_AGAIN_MS = 2_000;

/** What happened in the logs between two looks. */
export interface MeasuredLogs {
  /** Between the looks, in seconds. */
  readonly seconds: number;
  /** Records and markers that came to each topic. */
  readonly written: ReadonlyMap<string, bigint>;
  /** Partitions by topic in which one transaction stayed open all the time. */
  readonly open: ReadonlyMap<string, readonly number[]>;
}

/**
 * Looks twice at the ends of logs. A transaction counts as open when the last stable offset lay before the end both times
 * and has not moved: those that come and go do not keep anybody from switching.
 */
export const measureLogs = async (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
  signal: AbortSignal,
): Promise<MeasuredLogs | CodedError> => {
  const look = () => Promise.all([logEndOffsets(client, partitions), lastStableOffsets(client, partitions)]);
  try {
    const [endsBefore, stableBefore] = await look();
    await pause(LOOK_AGAIN_MS, signal);
    const [ends, stable] = await look();
    const written = new Map<string, bigint>();
    const open = new Map<string, number[]>();
    for (const { topic, partition } of partitions) {
      const key = `${topic}-${partition}`;
      const [before, now, stays] = [endsBefore.get(key), ends.get(key), stable.get(key)];
      if (before === undefined || now === undefined) continue;
      written.set(topic, (written.get(topic) ?? 0n) + (now - before));
      if (stays === undefined || stays !== stableBefore.get(key) || stays >= before) continue;
      open.set(topic, [...(open.get(topic) ?? []), partition]);
    }
    return { seconds: LOOK_AGAIN_MS / 1_000, written, open };
  } catch (error) {
    signal.throwIfAborted();
    return coded(error);
  }
};
