import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** mqferry's part of the user's cache folder: $XDG_CACHE_HOME or ~/.cache. */
export const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mqferry');

/** Where each sandbox that is up has its state file. */
export const stateFolder = (): string => join(cacheFolder(), 'sandbox');

/** A file that ships with this package, next to src/ and dist/ alike. */
export const resource = (name: string): string =>
  fileURLToPath(new URL(`../resources/${name}`, import.meta.url));
