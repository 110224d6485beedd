import { readFileSync } from 'node:fs';
import { pause } from '@mqferry/core';

/** What a process held at a moment, in bytes. */
export interface MemorySample {
  /** Since the beginning, in milliseconds. */
  readonly atMs: number;
  /** Physical memory, by proc(5). */
  readonly resident: number;
  /** By the process's own metrics: the heap as it is laid out, and memory outside of it, such as that of buffers. */
  readonly heap: number;
  readonly external: number;
}

const residentOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024;

const gauge = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);

/** Looks at a process, and the metrics that it serves at `url`, every so often until `signal` aborts. */
export const sampleMemory = async (
  pid: number,
  url: string,
  everyMs: number,
  signal: AbortSignal,
): Promise<MemorySample[]> => {
  const samples: MemorySample[] = [];
  const began = performance.now();
  while (!signal.aborted) {
    const text = await (await fetch(url)).text();
    samples.push({
      atMs: performance.now() - began,
      resident: residentOf(pid),
      heap: gauge(text, 'nodejs_heap_size_total_bytes'),
      external: gauge(text, 'nodejs_external_memory_bytes'),
    });
    await pause(everyMs, signal).catch(() => {});
  }
  return samples;
};

/** The mean of each minute, or of each part if there are fewer minutes than that; and whether it stayed flat. */
export interface FlatVerdict {
  readonly firstQuarter: number;
  readonly lastQuarter: number;
  readonly isFlat: boolean;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What a collector that is not in a hurry leaves lying about differs by so much. */
const TOLERATED = 1.1;

/** Compares the mean of the last quarter with that of the first. */
export const flatVerdict = (samples: readonly MemorySample[]): FlatVerdict => {
  const quarter = Math.floor(samples.length / 4);
  const resident = samples.map((sample) => sample.resident);
  const [firstQuarter, lastQuarter] = [mean(resident.slice(0, quarter)), mean(resident.slice(-quarter))];
  return { firstQuarter, lastQuarter, isFlat: lastQuarter <= firstQuarter * TOLERATED };
};

/** The mean of each minute. */
export const byMinute = (samples: readonly MemorySample[]): Omit<MemorySample, 'atMs'>[] =>
  [...Map.groupBy(samples, ({ atMs }) => Math.floor(atMs / 60_000)).values()].map((of) => ({
    resident: mean(of.map(({ resident }) => resident)),
    heap: mean(of.map(({ heap }) => heap)),
    external: mean(of.map(({ external }) => external)),
  }));
