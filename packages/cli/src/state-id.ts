import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cliErrors } from './cli-errors.ts';

/**
 * An id of a state folder, the same for all processes that share it, also when several ask for it first at the same
 * time. Throws CLI_STATE_UNWRITABLE.
 */
export const stateId = async (folder: string): Promise<string> => {
  const path = join(folder, 'state-id');
  const mine = join(folder, `state-id-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(mine, `${randomUUID()}\n`, { mode: 0o600 });
    // A link is made whole or not at all, and never over one that is there.
    await link(mine, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await unlink(mine);
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw cliErrors.CLI_STATE_UNWRITABLE({ file: path, reason: (error as Error).message }, error);
  }
};
