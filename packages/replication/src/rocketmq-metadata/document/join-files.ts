import { isDeepStrictEqual } from 'node:util';
import { metadataErrors } from '../metadata-errors.ts';
import { type Reason, reasonOf } from '../reason.ts';
import { byName, namespacesOf } from './entries.ts';
import type { MetadataDocument } from './metadata-document.ts';

interface Named {
  readonly name: string;
  readonly settings: unknown;
}

/** Entries by name, the first of each; of another one that is not the same it is told. */
const joined = <E extends Named>(
  documents: readonly MetadataDocument[],
  entriesOf: (document: MetadataDocument) => readonly E[],
): { readonly entries: readonly E[]; readonly warnings: readonly Reason[] } => {
  const entries = new Map<string, E>();
  const warnings: Reason[] = [];
  for (const document of documents)
    for (const entry of entriesOf(document)) {
      const known = entries.get(entry.name);
      if (!known) entries.set(entry.name, entry);
      else if (!isDeepStrictEqual(known.settings, entry.settings)) {
        const file = document.source.files?.join(', ') ?? '';
        warnings.push(reasonOf(metadataErrors.METADATA_SAME_NAME_DIFFERS({ name: entry.name, file })));
      }
    }
  return { entries: byName([...entries.values()]), warnings };
};

/** Makes one document of files of mqadmin: topics in one and groups in another, or one for each broker. */
export const joinFiles = (documents: readonly MetadataDocument[]): MetadataDocument => {
  const [first] = documents;
  if (documents.length === 1) return first!;
  const topics = joined(documents, (document) => document.topics);
  const groups = joined(documents, (document) => document.groups);
  return {
    ...first!,
    source: { kind: 'mqadmin', files: documents.flatMap(({ source }) => source.files ?? []) },
    topics: topics.entries,
    groups: groups.entries,
    namespaces: namespacesOf(topics.entries, groups.entries),
    warnings: [...documents.flatMap(({ warnings }) => warnings), ...topics.warnings, ...groups.warnings],
  };
};
