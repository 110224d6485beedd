import { pause } from '@mqferry/core';
import { logEndOffsets, type TopicPartition } from '@mqferry/kafka';
import type { ToolExit } from '@mqferry/sandbox';
import { benchErrors } from './bench-errors.ts';
import { brokerCpuSeconds, type ClusterPair, partitionsOf } from './clusters.ts';
import { totalOf } from './load.ts';
import { type ProcessUsage, usageOf } from './process-usage.ts';

/** A process that copies a topic. */
export interface CopyProcess {
  readonly tool: string;
  readonly pid: number;
  /** By `performance.now()`. */
  readonly startedAt: number;
  readonly logFile: string;
  readonly exited: Promise<ToolExit>;
  /** Lets it end, or ends it; resolves when it is gone. */
  end(): Promise<void>;
  /** To be called when it is gone: throws unless it ran as it was meant to. */
  check(): Promise<void>;
}

/** One copy, seen from outside. */
export interface CopyMeasure {
  /** From the start of the process to the first record on the target. */
  readonly startSeconds: number;
  /** From the first record on the target to the last. */
  readonly copySeconds: number;
  readonly recordsPerSecond: number;
  /** Of the process, from its start to the last record. */
  readonly cpuSeconds: number;
  /** The part of `cpuSeconds` before the first record. */
  readonly startCpuSeconds: number;
  /** The most physical memory it held. */
  readonly peakMemoryBytes: number;
  /** Of all brokers of a side, from the first record to the last. */
  readonly sourceCpuSeconds: number;
  readonly targetCpuSeconds: number;
}

/** When a copy is complete. */
export interface CopyGoal {
  /** Log ends of all partitions on the target together. */
  readonly offsets: number;
  /** Records of the source's users that are there then. */
  readonly records: number;
}

interface Sight {
  readonly at: number;
  readonly copied: number;
  readonly usage: ProcessUsage;
  readonly sourceCpuSeconds: number;
  readonly targetCpuSeconds: number;
}

const POLL_MS = 50;
const LIMIT_MINUTES = 15;
const NOTHING: ProcessUsage = { cpuSeconds: 0, peakMemoryBytes: 0 };

const measureOf = (startedAt: number, first: Sight, last: Sight, goal: CopyGoal): CopyMeasure => {
  const copySeconds = (last.at - first.at) / 1000;
  const recordsEach = goal.records / goal.offsets;
  return {
    startSeconds: (first.at - startedAt) / 1000,
    copySeconds,
    // What was there when the first record was seen is not counted, for its time is not either.
    recordsPerSecond: ((last.copied - first.copied) * recordsEach) / copySeconds,
    cpuSeconds: last.usage.cpuSeconds,
    startCpuSeconds: first.usage.cpuSeconds,
    peakMemoryBytes: last.usage.peakMemoryBytes,
    sourceCpuSeconds: last.sourceCpuSeconds - first.sourceCpuSeconds,
    targetCpuSeconds: last.targetCpuSeconds - first.targetCpuSeconds,
  };
};

/**
 * Watches a copy until the target's log ends, which it asks for every 50 ms, have reached a goal.
 * Throws BENCH_COPY_FAILED when the process ends before, BENCH_COPY_TIMEOUT after 15 minutes.
 */
export const watchCopy = async (
  process: CopyProcess,
  { source, target }: ClusterPair,
  topic: string,
  goal: CopyGoal,
): Promise<CopyMeasure> => {
  const { tool, pid, startedAt, logFile } = process;
  const deadline = performance.now() + LIMIT_MINUTES * 60_000;
  let exit: ToolExit | undefined;
  process.exited.then((how) => {
    exit = how;
  });
  let partitions: TopicPartition[] = [];
  let first: Sight | undefined;
  let usage = NOTHING;
  for (;;) {
    const asked = performance.now();
    const exitBefore = exit;
    if (partitions.length === 0) partitions = await partitionsOf(target, topic);
    const now = await logEndOffsets(target.client, partitions);
    // A process that ended right after the last record counts with what it had used 50 ms before.
    usage = usageOf(pid) ?? usage;
    const copied = totalOf(now);
    const sight: Sight = {
      ...{ at: performance.now(), copied, usage },
      ...{ sourceCpuSeconds: brokerCpuSeconds(source), targetCpuSeconds: brokerCpuSeconds(target) },
    };
    if (copied > 0) first ??= sight;
    if (first && copied >= goal.offsets) return measureOf(startedAt, first, sight, goal);
    const where = { tool, copied, offsets: goal.offsets, log: logFile };
    if (exitBefore) {
      const { signal, code } = exitBefore;
      throw benchErrors.BENCH_COPY_FAILED({ ...where, exit: signal ?? `code ${code}` });
    }
    if (asked > deadline) throw benchErrors.BENCH_COPY_TIMEOUT({ ...where, minutes: LIMIT_MINUTES });
    await pause(Math.max(0, asked + POLL_MS - performance.now()));
  }
};
