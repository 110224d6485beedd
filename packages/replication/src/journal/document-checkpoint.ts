import type { PartitionProgress, VerificationCheckpoint } from '../verify/verification-checkpoint.ts';
import { DocumentUpdates, type StateDocument } from './state-document.ts';

/**
 * Keeps the place a verification has reached in a document, so that it can go on after an early end. A place that
 * cannot be saved does not stop the verification: `onFailure` is told once.
 */
export class DocumentCheckpoint<Progress extends PartitionProgress = PartitionProgress>
  implements VerificationCheckpoint<Progress>
{
  readonly #document: StateDocument;
  readonly #updates: DocumentUpdates;
  readonly #onFailure: (error: Error) => void;
  #failed = false;

  constructor(document: StateDocument, onFailure: (error: Error) => void) {
    this.#document = document;
    this.#updates = new DocumentUpdates(document);
    this.#onFailure = onFailure;
  }

  async load(): Promise<Readonly<Record<string, Progress>>> {
    return ((await this.#document.read()) ?? {}) as Readonly<Record<string, Progress>>;
  }

  async save(progress: Readonly<Record<string, Progress>>): Promise<void> {
    try {
      await this.#updates.update(() => progress);
    } catch (error) {
      if (!this.#failed) this.#onFailure(error as Error);
      this.#failed = true;
    }
  }
}
