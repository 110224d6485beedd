/** The part of a journal that tells something of its migration (`DocumentJournal` writes it). */
interface Journal {
  readonly restore?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly copied?: Readonly<Record<string, string>>;
}

/** The topics that were prepared for a copy, by its journal; also such as have no id at the source, once held. */
export const copiedTopics = (journal: unknown): string[] => {
  const { restore = {}, copied = {} } = (journal ?? {}) as Journal;
  return [...new Set([...Object.keys(copied), ...Object.keys(restore).filter((key) => key !== '')])].sort();
};

/** How many settings are to be put back, by a copy's journal. */
export const heldSettings = (journal: unknown): number =>
  Object.values(((journal ?? {}) as Journal).restore ?? {}).reduce(
    (sum, settings) => sum + Object.keys(settings).length,
    0,
  );
