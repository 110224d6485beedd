import { readState, writeState } from './state-file.ts';

/** Keeps the place a verification has reached in a file, so that it can go on after an early end. */
export class CheckpointFile {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** What was saved last, or undefined. */
  load(): Promise<unknown> {
    return readState(this.file);
  }

  save(content: unknown): Promise<void> {
    return writeState(this.file, content);
  }
}
