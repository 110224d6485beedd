import { readFileSync } from 'node:fs';
import { benchErrors } from './bench-errors.ts';

/** What a process has used up to a moment. */
export interface ProcessUsage {
  /** User and system time, with that of its ended children. */
  readonly cpuSeconds: number;
  /** The most physical memory it ever held. */
  readonly peakMemoryBytes: number;
}

/** USER_HZ: /proc tells times in hundredths of a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Reads what proc(5) documents: `stat` fields 14 to 17, and `VmHWM` of `status`. */
export const parseUsage = (stat: string, status: string): ProcessUsage | undefined => {
  // The second field is the command in parentheses and may hold anything; the state is field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  // A process that has ended, and waits to be asked for its exit code, has no memory any more.
  if (!peak) return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { cpuSeconds: ticks / TICKS_PER_SECOND, peakMemoryBytes: Number(peak[1]) * 1024 };
};

/** What a process has used until now; undefined when it has ended. */
export const usageOf = (pid: number): ProcessUsage | undefined => {
  try {
    const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'latin1');
    return parseUsage(read('stat'), read('status'));
  } catch {
    return undefined;
  }
};

/** Throws BENCH_PLATFORM_UNSUPPORTED where usage cannot be read. */
export const requireUsage = (): void => {
  if (!usageOf(process.pid)) throw benchErrors.BENCH_PLATFORM_UNSUPPORTED({ platform: process.platform });
};
