import type { Restores } from '../plan/read-configs.ts';
import type { SourceGap } from '../source-gap.ts';

/** What stands for all brokers of the target where else a topic is named; no topic has this name. */
export const ALL_BROKERS = '';

/**
 * Remembers, beyond the life of the process, what was changed on the target only for the time of the copy, so that
 * it is put back even after a crash. Keyed by topic, or `ALL_BROKERS`; values are configs and what they become (null:
 * the default). And which topics of the source were copied, so that others of the same name are not taken for them.
 */
export interface TargetJournal {
  /** The folder in which the maps of mapped partitions are kept. */
  readonly mapsFolder: string;
  /** The same of copies from the target to the source; absent where nobody knows of any. */
  readonly mapsOfWayBack?: string;
  load(): Promise<Restores>;
  /** Changes some of them; durable when it returns. Undefined forgets the key. */
  save(changes: ReadonlyMap<string, Readonly<Record<string, string | null>> | undefined>): Promise<void>;
  /** The source's ids of the topics that were copied, by name; also of topics whose copy is complete. */
  copiedTopicIds(): Promise<ReadonlyMap<string, string>>;
  /** Adds to them; durable when it returns. */
  saveCopiedTopicIds(ids: ReadonlyMap<string, string>): Promise<void>;
  /** The target's ids of topics that were deleted there and created anew, and whose copy is not complete, by name. */
  recreatedIds(): Promise<ReadonlyMap<string, string>>;
  /** Changes some of them; durable when it returns. Undefined forgets the topic. */
  saveRecreatedIds(changes: ReadonlyMap<string, string | undefined>): Promise<void>;
  /** Topics of which, at least in part, only what was committed was copied: nothing more of them is to be compared. */
  committedOnly(): Promise<ReadonlySet<string>>;
  /** Changes some of them; durable when it returns. False: it is copied whole again. */
  saveCommittedOnly(changes: ReadonlyMap<string, boolean>): Promise<void>;
  /** What was given up because the source had deleted it before it was copied. */
  gaps(): Promise<readonly SourceGap[]>;
  /** Replaces them by what `change` makes of them; durable when it returns. */
  changeGaps(change: (gaps: readonly SourceGap[]) => readonly SourceGap[]): Promise<void>;
}
