import type { KafkaClient } from '@mqferry/kafka';
import type { Way } from '@mqferry/migration';
import { restoreTarget } from '@mqferry/replication';
import type { CopiesKept } from '../copies/copies.ts';
import { keptJournal } from '../copies/kept-journal.ts';
import { plainJson } from '../copies/plain-json.ts';

/** Puts back what a cluster was held to for the copies of a migration one way, and tells of each setting. */
export const restoreSettings = async (
  { documents, events, now }: Pick<CopiesKept, 'documents' | 'events' | 'now'>,
  held: KafkaClient,
  migrationId: string,
  way: Way,
): Promise<void> => {
  const journal = keptJournal(documents, '', migrationId, way);
  const told: { readonly type: string; readonly details: string }[] = [];
  await restoreTarget(held, [...(await journal.load()).keys()], journal, ({ type, ...details }) => {
    told.push({ type, details: plainJson(details) });
  });
  for (const { type, details } of told) await events.add(migrationId, type, details, now());
};
