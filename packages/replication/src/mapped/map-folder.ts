import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type KafkaClient, partitionText, type TopicPartition } from '@mqferry/kafka';
import { MapFile } from './map-file.ts';
import { applyRuns, readFrames, readRuns } from './map-frames.ts';
import { OffsetMap } from './offset-map.ts';

/** What was read of a file that its writer goes on with, or replaces by another one. */
interface Reading {
  /** Which file it is, also where the number of one that was replaced is given to the next. */
  readonly file: string;
  readonly name: string;
  readonly map: OffsetMap;
  /** Where the next frame begins. */
  next: number;
}

/** The maps of a pair of clusters, each in a file of its own. */
export class MapFolder {
  readonly #path: string;
  readonly #readings = new Map<string, Reading>();

  constructor(path: string) {
    this.#path = path;
  }

  /** The map of a partition to be written; only its owner does. */
  async open(source: KafkaClient, target: KafkaClient, where: TopicPartition): Promise<MapFile> {
    return MapFile.open(this.#pathOf(where), await logName(source, target, where));
  }

  /** The map of a partition as it is now, to be read; undefined when it has none. */
  async load(
    source: KafkaClient,
    target: KafkaClient,
    where: TopicPartition,
  ): Promise<OffsetMap | undefined> {
    const reading = this.#read(where);
    return reading?.name === (await logName(source, target, where)) ? reading.map : undefined;
  }

  /** Whether there is a map of a partition, whatever log it is of. */
  has(where: TopicPartition): boolean {
    return this.#read(where) !== undefined;
  }

  /** Forgets the map of a partition that is deleted on the target. */
  forget(where: TopicPartition): void {
    rmSync(this.#pathOf(where), { force: true });
  }

  /** Names of topics have no signs that those of files may not have. */
  #pathOf(where: TopicPartition): string {
    return join(this.#path, partitionText(where));
  }

  /** Reads what is new in a file. */
  #read(where: TopicPartition): Reading | undefined {
    const path = this.#pathOf(where);
    const file = openIfThere(path);
    if (file === undefined) return undefined;
    try {
      const { ino, birthtimeNs, size: length } = fstatSync(file, { bigint: true });
      const [id, size] = [`${ino} ${birthtimeNs}`, Number(length)];
      const known = this.#readings.get(path);
      const reading = known?.file === id && known.next <= size ? known : undefined;
      const from = reading?.next ?? 0;
      const bytes = Buffer.alloc(size - from);
      const { contents, next } = readFrames(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from)));
      const name = reading?.name ?? contents.shift()?.toString();
      if (name === undefined) return undefined;
      const now = reading ?? { file: id, name, map: new OffsetMap(), next: 0 };
      now.next = from + next;
      for (const content of contents) applyRuns(now.map, readRuns(content));
      this.#readings.set(path, now);
      return now;
    } finally {
      closeSync(file);
    }
  }
}

const openIfThere = (path: string): number | undefined => {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** What a map is of: the topics by their ids, so that others of the same name are told from them (from 2.8 on). */
const logName = async (source: KafkaClient, target: KafkaClient, where: TopicPartition): Promise<string> => {
  const [ours, theirs] = await Promise.all([source, target].map((client) => client.topic(where.topic)));
  return JSON.stringify([partitionText(where), ours!.topicId, theirs!.topicId]);
};
