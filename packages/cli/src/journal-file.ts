import type { TargetJournal } from '@mqferry/replication';
import { cliErrors } from './cli-errors.ts';
import { readState, writeState } from './state-file.ts';

type Restore = Readonly<Record<string, string | null>>;

interface JournalContent {
  readonly version: 1;
  /** By topic: what each config becomes when the copy is over; null: the default. */
  readonly restore: Readonly<Record<string, Restore>>;
}

const isContent = (value: unknown): value is JournalContent =>
  typeof value === 'object' &&
  value !== null &&
  (value as JournalContent).version === 1 &&
  typeof (value as JournalContent).restore === 'object';

/** The journal of one pair of clusters in a file. Changes are written one after the other, each durably. */
export class JournalFile implements TargetJournal {
  readonly file: string;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  async load(): Promise<ReadonlyMap<string, Restore>> {
    const content = await readState(this.file);
    if (content === undefined) return new Map();
    if (!isContent(content)) {
      throw cliErrors.CLI_STATE_UNREADABLE({ file: this.file, reason: 'its content is not of version 1' });
    }
    return new Map(Object.entries(content.restore));
  }

  save(topic: string, restore: Restore | undefined): Promise<void> {
    const write = this.#lastWrite.then(() => this.#replace(topic, restore));
    // A failed write is its caller's to handle; the next one starts from what is on the disk.
    this.#lastWrite = write.catch(() => undefined);
    return write;
  }

  async #replace(topic: string, restore: Restore | undefined): Promise<void> {
    const entries = new Map(await this.load());
    if (restore) entries.set(topic, restore);
    else entries.delete(topic);
    const content: JournalContent = { version: 1, restore: Object.fromEntries(entries) };
    await writeState(this.file, content);
  }
}
