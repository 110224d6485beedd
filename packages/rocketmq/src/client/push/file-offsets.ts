import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readMessageQueue } from '../../protocol/bodies/message-queue.ts';
import { jsonBody } from '../../protocol/body-value.ts';
import { keyedMapText } from '../core/keyed-map.ts';
import type { QueueOffset } from '../core/members.ts';
import { queueKey } from '../message-queue.ts';
import type { OffsetPlace } from './offset-store.ts';

const readTable = jsonBody((value) =>
  value
    .field('offsetTable')
    .keyedEntries((queue, offset): QueueOffset => ({ ...readMessageQueue(queue), offset: offset.int64() })),
);

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readIfThere = async (path: string): Promise<readonly QueueOffset[] | undefined> => {
  try {
    return readTable(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/**
 * Offsets of a broadcasting client in a file, where Java's clients of the same id and group have it and as they write it
 * (`LocalFileOffsetStore`). Throws what reading and writing files throws, ROCKETMQ_JSON_MALFORMED and
 * ROCKETMQ_BODY_UNEXPECTED.
 */
export const fileOffsets = (
  clientId: string,
  group: string,
  folder: string = join(homedir(), '.rocketmq_offsets'),
): OffsetPlace => {
  const path = join(folder, clientId, group, 'offsets.json');
  // Java leaves the former file beside the new one, and for a moment that alone.
  const readAll = async () => (await readIfThere(path)) ?? (await readIfThere(`${path}.bak`)) ?? [];
  let writing: Promise<void> = Promise.resolve();
  const write = async (offsets: readonly QueueOffset[]): Promise<void> => {
    const table = new Map([...(await readAll()), ...offsets].map((offset) => [queueKey(offset), offset]));
    const entries = [...table.values()].map(({ offset, ...queue }) => [queue, offset] as const);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.tmp`, `{"offsetTable":${keyedMapText(entries)}}`);
    await rename(`${path}.tmp`, path);
  };
  return {
    read: async (queue) => {
      const key = queueKey(queue);
      return (await readAll()).find((offset) => queueKey(offset) === key)?.offset;
    },
    write: (offsets) => {
      writing = writing.catch(() => undefined).then(() => write(offsets));
      return writing;
    },
  };
};
