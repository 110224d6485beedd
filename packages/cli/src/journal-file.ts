import type { TargetJournal } from '@mqferry/replication';
import { cliErrors } from './cli-errors.ts';
import { JsonFile } from './json-file.ts';

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

/** The journal of one pair of clusters in a file. */
export class JournalFile implements TargetJournal {
  readonly #file: JsonFile;

  constructor(path: string) {
    this.#file = new JsonFile(path);
  }

  async load(): Promise<ReadonlyMap<string, Restore>> {
    return this.#entries(await this.#file.read());
  }

  save(topic: string, restore: Restore | undefined): Promise<void> {
    return this.#file.update((content): JournalContent => {
      const entries = this.#entries(content);
      if (restore) entries.set(topic, restore);
      else entries.delete(topic);
      return { version: 1, restore: Object.fromEntries(entries) };
    });
  }

  #entries(content: unknown): Map<string, Restore> {
    if (content === undefined) return new Map();
    if (isContent(content)) return new Map(Object.entries(content.restore));
    throw cliErrors.CLI_STATE_UNREADABLE({
      file: this.#file.path,
      reason: 'its content is not of version 1',
    });
  }
}
