/**
 * Remembers, beyond the life of the process, what was changed on the target only for the time of the copy, so that
 * it is put back even after a crash. Keyed by topic; values are configs and what they become (null: the default).
 */
export interface TargetJournal {
  load(): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>>>;
  /** Durable when it returns. An undefined entry forgets the topic. */
  save(topic: string, restore: Readonly<Record<string, string | null>> | undefined): Promise<void>;
}
