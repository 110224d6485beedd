import { apiErrors } from '@mqferry/api';
import type { MetadataDocument, MetadataSecrets } from '@mqferry/replication';
import type { MetadataDocuments } from '@mqferry/store';

/** A document with what is known of its secrets. */
export interface OpenedDocument {
  readonly document: MetadataDocument;
  /** In the clear; undefined: there are none, or nobody gave the passphrase. */
  readonly secrets: MetadataSecrets | undefined;
}

/** Documents that were read last: pages of one are asked for one after the other. */
const REMEMBERED = 2;

/** Reads documents, which never change. */
export class KeptDocuments {
  readonly #documents: MetadataDocuments;
  readonly #last = new Map<string, MetadataDocument>();

  constructor(documents: MetadataDocuments) {
    this.#documents = documents;
  }

  /** Throws API_NOT_FOUND. */
  async document(id: string): Promise<MetadataDocument> {
    const known = this.#last.get(id) ?? (await this.open(id)).document;
    this.#remember(id, known);
    return known;
  }

  /** Throws API_NOT_FOUND and STORE_KEY_WRONG. */
  async open(id: string): Promise<OpenedDocument> {
    const found = await this.#documents.read(id);
    if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'document', id });
    const { content, secrets } = found;
    return {
      document: JSON.parse(content) as MetadataDocument,
      secrets: secrets === undefined ? undefined : (JSON.parse(secrets) as MetadataSecrets),
    };
  }

  /** The document is forgotten. */
  forget(id: string): void {
    this.#last.delete(id);
  }

  #remember(id: string, document: MetadataDocument): void {
    this.#last.delete(id);
    this.#last.set(id, document);
    const [oldest] = this.#last.keys();
    if (this.#last.size > REMEMBERED) this.#last.delete(oldest!);
  }
}
