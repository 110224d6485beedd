import { DocumentJournal } from '@mqferry/replication';
import { JsonFile } from './json-file.ts';
import { mapsFolder } from './state-paths.ts';

/** The journal in a file; `wayBack`: the path of the journal of copies the other way round. */
export const journalIn = (path: string, wayBack?: string): DocumentJournal =>
  new DocumentJournal(new JsonFile(path), {
    folder: mapsFolder(path),
    ...(wayBack === undefined ? {} : { wayBack: mapsFolder(wayBack) }),
  });
