import type { GroupEntry, MetadataDocument, TopicEntry } from '../document/metadata-document.ts';
import type { ImportChoice, NameChoice } from './import-choice.ts';
import { importErrors } from './import-errors.ts';
import type { LeftOutRow } from './import-plan.ts';

const whole = (pattern: string): RegExp => {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch (error) {
    throw importErrors.IMPORT_PATTERN_INVALID({ pattern, reason: (error as Error).message }, error);
  }
};

/** Whether a name is chosen. Throws IMPORT_PATTERN_INVALID. */
export const chooser = (choice: NameChoice | undefined): ((name: string) => boolean) => {
  if (!choice) return () => true;
  const names = new Set(choice.names);
  const patterns = (choice.patterns ?? []).map(whole);
  return (name) => names.has(name) || patterns.some((pattern) => pattern.test(name));
};

/** What of the topics and groups is imported, and what is not. */
export interface Chosen {
  readonly topics: readonly TopicEntry[];
  readonly groups: readonly GroupEntry[];
  readonly leftOut: readonly LeftOutRow[];
}

/** Chooses topics and groups. Throws IMPORT_PATTERN_INVALID. */
export const chooseEntries = (document: MetadataDocument, choice: ImportChoice): Chosen => {
  const isTopic = chooser(choice.topics);
  const isGroup = chooser(choice.groups);
  const leftOut: LeftOutRow[] = [];
  const topics = document.topics.filter(({ name, kind }) => {
    if (kind !== 'normal' && !choice.specialTopics)
      leftOut.push({ kind: 'topic', name, reason: 'made-by-brokers' });
    else if (isTopic(name)) return true;
    else leftOut.push({ kind: 'topic', name, reason: 'not-chosen' });
    return false;
  });
  const groups = document.groups.filter(({ name }) => {
    if (!isGroup(name)) leftOut.push({ kind: 'group', name, reason: 'not-chosen' });
    return isGroup(name);
  });
  return { topics, groups, leftOut };
};
