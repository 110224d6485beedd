import type { StateDocument } from '@mqferry/replication';
import type { CopyKeeper } from './copy-calls.ts';

/** A document that the service keeps for this process. */
export class KeptDocument implements StateDocument {
  readonly #name: string;
  readonly #keeper: Pick<CopyKeeper, 'readDocument' | 'writeDocument'>;

  constructor(name: string, keeper: Pick<CopyKeeper, 'readDocument' | 'writeDocument'>) {
    this.#name = name;
    this.#keeper = keeper;
  }

  read(): Promise<unknown> {
    return this.#keeper.readDocument(this.#name);
  }

  write(content: unknown): Promise<void> {
    return this.#keeper.writeDocument(this.#name, content);
  }

  unreadable(reason: string): Error {
    return new Error(`the document ${this.#name} cannot be read: ${reason}`);
  }
}
