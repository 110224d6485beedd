import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { MetadataDocumentTable } from './database.ts';
import type { Store } from './open-store.ts';
import type { SecretBox } from './secrets.ts';

/** What is told of a document: neither its content nor its secrets. */
export type StoredMetadataDocument = Omit<Selectable<MetadataDocumentTable>, 'content' | 'secrets'> & {
  /** The service has its secrets. */
  readonly hasSecrets: boolean;
};

/** A document to keep. */
export interface NewMetadataDocument {
  readonly name: string;
  /** The cluster it was taken from; null: it was handed in. */
  readonly clusterId: string | null;
  /** JSON. */
  readonly summary: string;
  /** JSON. */
  readonly content: string;
  /** JSON; sealed here. */
  readonly secrets: string | undefined;
  readonly createdBy: string;
}

const TOLD = ['id', 'name', 'cluster_id', 'summary', 'created_by', 'created_at'] as const;

const contextOf = (id: string): string => `metadata document ${id}`;

/** Documents of the metadata of RocketMQ clusters. */
export class MetadataDocuments {
  readonly #store: Store;
  readonly #secrets: SecretBox;

  constructor(store: Store, secrets: SecretBox) {
    this.#store = store;
    this.#secrets = secrets;
  }

  /** The newest first. */
  async list(offset: number, limit: number): Promise<{ items: StoredMetadataDocument[]; total: number }> {
    const [found, counted] = await Promise.all([
      this.#told().orderBy('created_at', 'desc').orderBy('id').offset(offset).limit(limit).execute(),
      this.#store.db
        .selectFrom('metadata_documents')
        .select((q) => q.fn.countAll().as('total'))
        .executeTakeFirstOrThrow(),
    ]);
    return { items: found.map(toldOf), total: Number(counted.total) };
  }

  async get(id: string): Promise<StoredMetadataDocument | undefined> {
    const found = await this.#told().where('id', '=', id).executeTakeFirst();
    return found && toldOf(found);
  }

  /** Gives its id. */
  async add(
    { name, clusterId, summary, content, secrets, createdBy }: NewMetadataDocument,
    now: Date,
  ): Promise<string> {
    const id = randomUUID();
    await this.#store.db
      .insertInto('metadata_documents')
      .values({
        ...{ id, name, cluster_id: clusterId, summary, content, secrets: this.#sealed(id, secrets) },
        ...{ created_by: createdBy, created_at: now.toISOString() },
      })
      .execute();
    return id;
  }

  /** What it holds, and its secrets (each JSON); undefined when there is no such document. Throws STORE_KEY_WRONG. */
  async read(
    id: string,
  ): Promise<{ readonly content: string; readonly secrets: string | undefined } | undefined> {
    const found = await this.#store.db
      .selectFrom('metadata_documents')
      .select(['content', 'secrets'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!found) return undefined;
    const { content, secrets } = found;
    return {
      content,
      secrets: secrets === null ? undefined : this.#secrets.open(secrets, contextOf(id)),
    };
  }

  /** Keeps its secrets (JSON), sealed. */
  async keepSecrets(id: string, secrets: string): Promise<void> {
    await this.#store.db
      .updateTable('metadata_documents')
      .set({ secrets: this.#sealed(id, secrets) })
      .where('id', '=', id)
      .execute();
  }

  /** False while an import is planned of it, which is planned anew when it starts. */
  async delete(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#unused().where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** Forgets documents that were made before a moment, but those that an import is planned of; gives how many. */
  async purge(before: Date): Promise<number> {
    const { numDeletedRows } = await this.#unused()
      .where('created_at', '<', before.toISOString())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  #unused() {
    return this.#store.db
      .deleteFrom('metadata_documents')
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('imports')
              .select('imports.id')
              .whereRef('imports.document_id', '=', 'metadata_documents.id')
              .where('imports.state', '=', 'planned'),
          ),
        ),
      );
  }

  #told() {
    return this.#store.db
      .selectFrom('metadata_documents')
      .select(TOLD)
      .select((q) => q.case().when('secrets', 'is', null).then(0).else(1).end().as('has_secrets'));
  }

  #sealed(id: string, secrets: string | undefined): string | null {
    return secrets === undefined ? null : this.#secrets.seal(secrets, contextOf(id));
  }
}

const toldOf = <T extends { readonly has_secrets: unknown }>({ has_secrets, ...told }: T) => ({
  ...told,
  hasSecrets: Number(has_secrets) === 1,
});
