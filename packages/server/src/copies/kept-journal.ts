import { join } from 'node:path';
import type { Way } from '@mqferry/migration';
import { DocumentJournal } from '@mqferry/replication';
import type { Documents } from '@mqferry/store';
import { documentName } from './document-names.ts';
import { KeptDocument } from './kept-document.ts';

const opposite = (way: Way): Way => (way === 'forward' ? 'back' : 'forward');

/** The folders of the offset maps of a migration's copies, below the service's own. */
export const mapFolders = (
  folder: string,
  migrationId: string,
  way: Way,
): { readonly folder: string; readonly wayBack: string } => {
  const of = (which: Way) => join(folder, migrationId, documentName(which, 'maps'));
  return { folder: of(way), wayBack: of(opposite(way)) };
};

/** The journal of a migration's copy one way, as the service reads it. */
export const keptJournal = (
  documents: Documents,
  folder: string,
  migrationId: string,
  way: Way,
): DocumentJournal => {
  const keeper = {
    readDocument: (name: string) => documents.read(migrationId, name),
    writeDocument: (name: string, content: unknown) => documents.write(migrationId, name, content),
  };
  const document = new KeptDocument(documentName(way, 'journal'), keeper);
  return new DocumentJournal(document, mapFolders(folder, migrationId, way));
};
