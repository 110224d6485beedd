import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^control-([0-9a-f]{6})\.sock$/;

/** Length of a socket's path in bytes that every system takes (104 with the closing 0 on macOS, 108 on Linux). */
export const LONGEST_PATH = 103;

/** A control socket's id and path. Ids are random: process ids repeat between containers that share a folder. */
export interface SocketFile {
  readonly id: string;
  readonly path: string;
}

export const newSocketFile = (folder: string): SocketFile => {
  const id = randomBytes(3).toString('hex');
  return { id, path: join(folder, `control-${id}.sock`) };
};

/** All that lie in a folder, also those whose process is gone; none when there is no folder. */
export const socketFiles = async (folder: string): Promise<SocketFile[]> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.flatMap((name) => {
    const id = NAME.exec(name)?.[1];
    return id === undefined ? [] : [{ id, path: join(folder, name) }];
  });
};
