/** What stands for all brokers of the target where else a topic is named; no topic has this name. */
export const ALL_BROKERS = '';

/**
 * Remembers, beyond the life of the process, what was changed on the target only for the time of the copy, so that
 * it is put back even after a crash. Keyed by topic, or `ALL_BROKERS`; values are configs and what they become (null:
 * the default).
 */
export interface TargetJournal {
  load(): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>>>;
  /** Durable when it returns. Undefined forgets the key. */
  save(key: string, restore: Readonly<Record<string, string | null>> | undefined): Promise<void>;
}
