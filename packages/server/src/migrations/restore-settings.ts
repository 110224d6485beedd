import type { KafkaClient } from '@mqferry/kafka';
import { DocumentJournal, restoreTarget } from '@mqferry/replication';
import type { CopiesKept } from '../copies/copies.ts';
import type { Way } from '../copies/copy-calls.ts';
import { documentName } from '../copies/document-names.ts';
import { KeptDocument } from '../copies/kept-document.ts';
import { plainJson } from '../copies/plain-json.ts';

/** Puts back what a cluster was held to for the copies of a migration one way, and tells of each setting. */
export const restoreSettings = async (
  { documents, events, now }: Pick<CopiesKept, 'documents' | 'events' | 'now'>,
  held: KafkaClient,
  migrationId: string,
  way: Way,
): Promise<void> => {
  const document = new KeptDocument(documentName(way, 'journal'), {
    readDocument: (name) => documents.read(migrationId, name),
    writeDocument: (name, content) => documents.write(migrationId, name, content),
  });
  const journal = new DocumentJournal(document, { folder: '' });
  const told: { readonly type: string; readonly details: string }[] = [];
  await restoreTarget(held, [...(await journal.load()).keys()], journal, ({ type, ...details }) => {
    told.push({ type, details: plainJson(details) });
  });
  for (const { type, details } of told) await events.add(migrationId, type, details, now());
};
