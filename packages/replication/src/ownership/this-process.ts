import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Holder } from './member-state.ts';

const optional = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** Since when a process runs, in ticks since the machine began; undefined when there is none, or it only waits to be reaped. */
const startOf = (pid: number): string | undefined =>
  optional(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // proc(5): the second field is the command in parentheses and may hold anything; state is field 3, starttime 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  });

/** Where processes have the same numbers: this boot of this machine, or a container on it. */
const machine = (): string | undefined =>
  optional(
    () =>
      `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${readlinkSync('/proc/self/ns/pid')}`,
  );

/** A name that no other process ever has, wherever it runs; undefined where that cannot be told. */
export const nameOfProcess = (pid: number): string | undefined => {
  const [place, start] = [machine(), startOf(pid)];
  return place === undefined || start === undefined ? undefined : `${place}/${pid}/${start}`;
};

/** Who this is: for operators, and for other processes on this machine (on Linux). */
export const thisProcess = (): Omit<Holder, 'replication'> & { readonly process: string | undefined } => ({
  host: hostname(),
  pid: process.pid,
  since: Math.round(performance.timeOrigin),
  process: nameOfProcess(process.pid),
});

/** Whether a process that ran on this machine is surely gone; false for those of others, of which nothing is known. */
export const isGone = (pid: number, name: string | undefined): boolean => {
  const place = machine();
  if (place === undefined || name === undefined || !name.startsWith(`${place}/`)) return false;
  return nameOfProcess(pid) !== name;
};
