import type { TopicPartition } from '@mqferry/kafka';
import type { PlanContext } from '../plan/make-plan.ts';
import type { SourceGap } from '../source-gap.ts';
import { DocumentUpdates, type StateDocument } from './state-document.ts';
import type { TargetJournal } from './target-journal.ts';

type Restore = Readonly<Record<string, string | null>>;

interface JournalContent {
  readonly version: 1;
  /** By topic: what each config becomes when the copy is over; null: the default. */
  readonly restore: Readonly<Record<string, Restore>>;
  /** The source's ids of topics that were copied, by name. */
  readonly copied?: Readonly<Record<string, string>>;
  /** The target's ids of topics that were created anew there, by name. */
  readonly recreated?: Readonly<Record<string, string>>;
  /** Topics of which only what was committed was copied. */
  readonly committedOnly?: readonly string[];
  /** What was given up; offsets as text. */
  readonly gaps?: readonly (TopicPartition & { readonly from: string; readonly to: string })[];
}

const isContent = (value: unknown): value is JournalContent =>
  typeof value === 'object' &&
  value !== null &&
  (value as JournalContent).version === 1 &&
  typeof (value as JournalContent).restore === 'object';

const gapsOf = ({ gaps = [] }: JournalContent): SourceGap[] =>
  gaps.map((gap) => ({ ...gap, from: BigInt(gap.from), to: BigInt(gap.to) }));

/** Entries with some of them changed; what becomes undefined is left out. */
const changed = <T>(
  entries: Readonly<Record<string, T>>,
  changes: ReadonlyMap<string, T | undefined>,
): Record<string, T> => {
  const kept = Object.entries(entries).filter(([key]) => !changes.has(key));
  const added = [...changes].flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return Object.fromEntries([...kept, ...added]);
};

/** The journal of one pair of clusters in a document. */
export class DocumentJournal implements TargetJournal {
  readonly #document: StateDocument;
  readonly #updates: DocumentUpdates;

  readonly mapsFolder: string;
  readonly mapsOfWayBack?: string;

  /** `maps`: the folders of offset maps of copies this way and, where known, the other way round. */
  constructor(document: StateDocument, maps: { readonly folder: string; readonly wayBack?: string }) {
    this.mapsFolder = maps.folder;
    if (maps.wayBack !== undefined) this.mapsOfWayBack = maps.wayBack;
    this.#document = document;
    this.#updates = new DocumentUpdates(document);
  }

  /** What a plan has to know of earlier copies. */
  async context(): Promise<PlanContext> {
    return {
      copiedTopicIds: await this.copiedTopicIds(),
      restores: await this.load(),
      recreatedIds: await this.recreatedIds(),
      mapsOfWayBack: this.mapsOfWayBack,
    };
  }

  async load(): Promise<ReadonlyMap<string, Restore>> {
    return new Map(Object.entries(this.#checked(await this.#document.read()).restore));
  }

  save(changes: ReadonlyMap<string, Restore | undefined>): Promise<void> {
    return this.#change((content) => ({ ...content, restore: changed(content.restore, changes) }));
  }

  async recreatedIds(): Promise<ReadonlyMap<string, string>> {
    return new Map(Object.entries(this.#checked(await this.#document.read()).recreated ?? {}));
  }

  saveRecreatedIds(changes: ReadonlyMap<string, string | undefined>): Promise<void> {
    return this.#change((content) => ({ ...content, recreated: changed(content.recreated ?? {}, changes) }));
  }

  async copiedTopicIds(): Promise<ReadonlyMap<string, string>> {
    return new Map(Object.entries(this.#checked(await this.#document.read()).copied ?? {}));
  }

  saveCopiedTopicIds(ids: ReadonlyMap<string, string>): Promise<void> {
    return this.#change((content) => ({
      ...content,
      copied: { ...content.copied, ...Object.fromEntries(ids) },
    }));
  }

  async committedOnly(): Promise<ReadonlySet<string>> {
    return new Set(this.#checked(await this.#document.read()).committedOnly);
  }

  saveCommittedOnly(changes: ReadonlyMap<string, boolean>): Promise<void> {
    return this.#change((content) => {
      const kept = (content.committedOnly ?? []).filter((topic) => !changes.has(topic));
      const added = [...changes].flatMap(([topic, only]) => (only ? [topic] : []));
      return { ...content, committedOnly: [...kept, ...added].sort() };
    });
  }

  async gaps(): Promise<readonly SourceGap[]> {
    return gapsOf(this.#checked(await this.#document.read()));
  }

  changeGaps(change: (gaps: readonly SourceGap[]) => readonly SourceGap[]): Promise<void> {
    return this.#change((content) => ({
      ...content,
      gaps: change(gapsOf(content)).map((gap) => ({ ...gap, from: String(gap.from), to: String(gap.to) })),
    }));
  }

  #change(change: (content: JournalContent) => JournalContent): Promise<void> {
    return this.#updates.update((content) => change(this.#checked(content)));
  }

  #checked(content: unknown): JournalContent {
    if (content === undefined) return { version: 1, restore: {} };
    if (isContent(content)) return content;
    throw this.#document.unreadable('its content is not of version 1');
  }
}
