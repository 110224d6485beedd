import type { AclSource } from './document/join-acl.ts';
import type { MetadataDocument } from './document/metadata-document.ts';
import type { MetadataFile } from './document/read-document.ts';

/**
 * Reads what an export has written: one document of `mqferry rocketmq export`, or files of `mqadmin exportMetadata`,
 * which belong together. What checks them is loaded when it is needed first. Throws METADATA_NOT_JSON,
 * METADATA_FORMAT_UNKNOWN, METADATA_VERSION_UNKNOWN, METADATA_MALFORMED with the path of what is wrong, and
 * METADATA_FILES_NOT_TOGETHER.
 */
export const readMetadata = async (files: readonly MetadataFile[]): Promise<MetadataDocument> =>
  (await import('./document/read-document.ts')).readDocument(files);

/** Reads accounts from a plain_acl.yml of 4.x. Throws METADATA_ACL_MALFORMED. */
export const readPlainAcl = async ({ file, text }: MetadataFile): Promise<AclSource> =>
  (await import('./document/plain-acl.ts')).parsePlainAcl(text, file);

/** The text of a document, for people as well. */
export const metadataText = (document: MetadataDocument): string =>
  `${JSON.stringify(document, undefined, 2)}\n`;
