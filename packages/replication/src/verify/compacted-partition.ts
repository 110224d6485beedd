import { createHash } from 'node:crypto';
import { ByteReader } from '@mqferry/core';
import type { RecordSlices } from '@mqferry/kafka';
import { isCopiersOwn } from '../copier/producer-ids.ts';
import type { StretchReader } from './digest-reader.ts';
import type { RecordDifference } from './verification-report.ts';

/** A record or marker as far as compaction cares for it. */
interface Entry {
  readonly digest: string;
  /** Whose transaction it belongs to, -1 without one. */
  readonly transaction: bigint;
  /** How a marker ends its transaction; undefined of a record. */
  readonly end: string | undefined;
  readonly key: string;
  readonly isTombstone: boolean;
}

/** A record that a reader of what is committed sees, and how the two sides differ there if they do. */
interface Effect {
  readonly offset: bigint;
  readonly key: string;
  readonly isTombstone: boolean;
  readonly difference: RecordDifference | undefined;
}

const entryOf = (record: RecordSlices, transaction: bigint, aborted: bigint): Entry => {
  const { header, timestamp, body, start, end } = record;
  const hash = createHash('sha256').update(`${timestamp} ${aborted} `).update(body.subarray(start, end));
  const digest = hash.digest('base64');
  if (header.isControl) {
    const how = body.toString('latin1', start, end);
    return { digest, transaction, end: how, key: '', isTombstone: false };
  }
  const reader = new ByteReader(body, start, end);
  const keyLength = reader.varint();
  const key = keyLength < 0 ? 'null' : reader.bytes(keyLength).toString('base64');
  return { digest, transaction, end: undefined, key, isTombstone: reader.varint() < 0 };
};

/**
 * Compares compacted logs, of which each side may have dropped records at its own time: what both have must be equal,
 * and what one has dropped must be aborted, a tombstone, or superseded by a later record of its key. Markers that
 * only the target has stand for what the source dropped.
 */
export class CompactedComparison {
  readonly #readers: readonly [source: StretchReader, target: StretchReader];
  readonly #differences: RecordDifference[] = [];
  /** The latest record of a key that only one side has, while no later one was seen. */
  readonly #unexplained = new Map<string, RecordDifference>();
  /** What transactions under way have written. */
  readonly #open = new Map<bigint, Effect[]>();
  /** The latest offset of keys that were written while transactions were under way. */
  readonly #recent = new Map<string, bigint>();

  constructor(source: StretchReader, target: StretchReader) {
    this.#readers = [source, target];
  }

  /** Compares the offsets up to `until` (exclusive), from where the last call ended; gives the source's records. */
  async compareUntil(until: bigint): Promise<number> {
    const [ours, theirs] = await Promise.all(this.#readers.map((reader) => entriesUntil(reader, until)));
    const offsets = [...new Set([...ours!.keys(), ...theirs!.keys()])].sort((a, b) => (a < b ? -1 : 1));
    for (const offset of offsets) this.#compare(offset, ours!.get(offset), theirs!.get(offset));
    return [...ours!.values()].filter(({ end }) => end === undefined).length;
  }

  #compare(offset: bigint, ours: Entry | undefined, theirs: Entry | undefined): void {
    const { transaction, end, key, isTombstone } = (ours ?? theirs)!;
    if (ours && theirs && ours.digest !== theirs.digest) {
      this.#differences.push({ offset, kind: 'content-differs' });
    }
    if (end !== undefined) {
      // A hole that an earlier copy filled is one again.
      if (!theirs && !isCopiersOwn(transaction))
        this.#differences.push({ offset, kind: 'missing-on-target' });
      this.#end(transaction, end);
      return;
    }
    const kind = ours ? 'missing-on-target' : 'missing-on-source';
    const difference = ours && theirs ? undefined : ({ offset, kind } as const);
    const effect: Effect = { offset, key, isTombstone, difference };
    if (transaction < 0n) this.#take(effect);
    else this.#open.set(transaction, [...(this.#open.get(transaction) ?? []), effect]);
  }

  #end(transaction: bigint, end: string): void {
    if (end === 'commit') for (const effect of this.#open.get(transaction) ?? []) this.#take(effect);
    this.#open.delete(transaction);
    if (this.#open.size === 0) this.#recent.clear();
  }

  #take({ offset, key, isTombstone, difference }: Effect): void {
    const earlier = this.#unexplained.get(key);
    if (earlier && earlier.offset < offset) this.#unexplained.delete(key);
    const isLatest = (this.#recent.get(key) ?? -1n) < offset;
    if (isLatest && difference && !isTombstone) this.#unexplained.set(key, difference);
    if (isLatest && this.#open.size > 0) this.#recent.set(key, offset);
  }

  /** All that was found, in the order of offsets; to be asked at the end. */
  differences(): RecordDifference[] {
    const open = [...this.#open.values()].flat().flatMap(({ difference }) => difference ?? []);
    return [...this.#differences, ...this.#unexplained.values(), ...open].sort((a, b) =>
      a.offset < b.offset ? -1 : 1,
    );
  }
}

const entriesUntil = async (reader: StretchReader, until: bigint): Promise<Map<bigint, Entry>> => {
  const entries = new Map<bigint, Entry>();
  await reader.visitUntil(until, (record, transaction, aborted) => {
    entries.set(record.offset, entryOf(record, transaction, aborted));
  });
  return entries;
};
