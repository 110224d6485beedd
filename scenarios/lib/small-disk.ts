import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Makes a folder that is a file system of its own, of so many megabytes. Throws where this user may not mount. */
export const mountSmallDisk = async (folder: string, megabytes: number): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
};

/** Makes it an empty folder again, whoever still has files open in it. */
export const unmount = (folder: string): Promise<unknown> => run('umount', ['--lazy', folder]);

/** Whether this user may mount: on Linux, root may. */
export const mayMount = async (): Promise<boolean> => {
  const folder = await mkdtemp(join(tmpdir(), 'mqferry-disk-'));
  try {
    await mountSmallDisk(folder, 1);
    await unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    await rmdir(folder);
  }
};
