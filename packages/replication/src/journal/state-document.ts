/** A document of plain data that survives the process, in a file or a database. One process at a time changes it. */
export interface StateDocument {
  /** The content; undefined when there is none yet. */
  read(): Promise<unknown>;
  /** Replaces the content; durable when it returns. */
  write(content: unknown): Promise<void>;
  /** The error for a content that is not what it should be. */
  unreadable(reason: string): Error;
}

/** Changes a document, one change after the other. */
export class DocumentUpdates {
  readonly #document: StateDocument;
  #last: Promise<unknown> = Promise.resolve();

  constructor(document: StateDocument) {
    this.#document = document;
  }

  /** Replaces the content by what `change` makes of it; durable when it returns. */
  update(change: (content: unknown) => unknown): Promise<void> {
    const update = this.#last.then(async () => this.#document.write(change(await this.#document.read())));
    // A failed update is its caller's to handle; the next one starts from what is kept.
    this.#last = update.catch(() => undefined);
    return update;
  }
}
