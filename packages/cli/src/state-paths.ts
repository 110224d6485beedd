import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder for state unless --state names one: $XDG_STATE_HOME/mqferry, else ~/.local/state/mqferry. */
export const defaultStateFolder = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'mqferry');

/** Path of a file that belongs to one pair of clusters; signs of their ids that a file name may not have become _. */
const pairFile = (folder: string, source: string, target: string, kind: string): string => {
  const safe = (id: string) => id.replace(/[^\w.-]/g, '_');
  return join(folder, `${safe(source)}-${safe(target)}${kind}.json`);
};

/** What has to be put back on the target, by pair of clusters. */
export const journalPath = (folder: string, source: string, target: string): string =>
  pairFile(folder, source, target, '');

/** Where the offset maps of the pair with this journal are. */
export const mapsFolder = (journal: string): string => journal.replace(/\.json$/, '.maps');

/** How far a verification that followed a copy of the pair came. */
export const rollingPath = (folder: string, source: string, target: string): string =>
  pairFile(folder, source, target, '.rolling');

/** How far a comparison of the pair came. */
export const checkpointPath = (folder: string, source: string, target: string): string =>
  pairFile(folder, source, target, '.verification');
