import type { PartitionProgress, VerificationCheckpoint } from '@mqferry/replication';
import { JsonFile } from './json-file.ts';

/**
 * Keeps the place a verification has reached in a file, so that it can go on after an early end. A place that
 * cannot be saved does not stop the verification: `onFailure` is told once.
 */
export class CheckpointFile<Progress extends PartitionProgress = PartitionProgress>
  implements VerificationCheckpoint<Progress>
{
  readonly #file: JsonFile;
  readonly #onFailure: (error: Error) => void;
  #failed = false;

  constructor(path: string, onFailure: (error: Error) => void) {
    this.#file = new JsonFile(path);
    this.#onFailure = onFailure;
  }

  async load(): Promise<Readonly<Record<string, Progress>>> {
    return ((await this.#file.read()) ?? {}) as Readonly<Record<string, Progress>>;
  }

  async save(progress: Readonly<Record<string, Progress>>): Promise<void> {
    try {
      await this.#file.update(() => progress);
    } catch (error) {
      if (!this.#failed) this.#onFailure(error as Error);
      this.#failed = true;
    }
  }
}
