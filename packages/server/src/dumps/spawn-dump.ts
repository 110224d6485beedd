import { fileURLToPath } from 'node:url';
import { type SpawnedChild, spawnChild } from '../children/spawn-child.ts';
import type { DumpKeeper, DumpProcess } from './dump-calls.ts';

const FILE = import.meta.url.endsWith('.ts') ? './dump-main.ts' : './dump-main.js';

/** A process that dumps. */
export type SpawnedDump = SpawnedChild<DumpProcess>;

/** Starts a process that dumps; what it says on stderr goes to `log`. */
export const spawnDump = (keeper: DumpKeeper, log: (line: string) => void): SpawnedDump =>
  spawnChild<DumpProcess>(fileURLToPath(new URL(FILE, import.meta.url)), keeper, log);
