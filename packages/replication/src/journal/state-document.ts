/** A document of plain data that survives the process, in a file or a database. One process at a time changes it. */
export interface StateDocument {
  /** The content; undefined when there is none yet. */
  read(): Promise<unknown>;
  /** Replaces the content by what `change` makes of it, one change after the other; durable when it returns. */
  update(change: (content: unknown) => unknown): Promise<void>;
  /** The error for a content that is not what it should be. */
  unreadable(reason: string): Error;
}
