import { fileURLToPath } from 'node:url';
import { type SpawnedChild, spawnChild } from '../children/spawn-child.ts';
import type { CopyKeeper, CopyProcess } from './copy-calls.ts';

const FILE = import.meta.url.endsWith('.ts') ? './copy-main.ts' : './copy-main.js';

/** A process that copies. */
export type SpawnedCopy = SpawnedChild<CopyProcess>;

/** Starts a process that copies; what it says on stderr goes to `log`. */
export const spawnCopy = (keeper: CopyKeeper, log: (line: string) => void): SpawnedCopy =>
  spawnChild<CopyProcess>(fileURLToPath(new URL(FILE, import.meta.url)), keeper, log);
