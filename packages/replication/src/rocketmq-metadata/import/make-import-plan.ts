import type { MetadataDocument, MetadataSecrets } from '../document/metadata-document.ts';
import { type Reason, reasonOf } from '../reason.ts';
import { chooseEntries } from './choose.ts';
import { groupRow } from './group-rows.ts';
import { type ImportChoice, MOST_GROUPS, MOST_TOPICS } from './import-choice.ts';
import { importErrors } from './import-errors.ts';
import { importNotices } from './import-notices.ts';
import type { ImportPart, ImportPlan, PlanRow } from './import-plan.ts';
import { orderConfigRow } from './order-rows.ts';
import { type Planning, targetNameOf } from './planning.ts';
import { checkQueueRange } from './queue-counts.ts';
import { fitsOne, splitImport } from './split-import.ts';
import type { TargetState } from './target-state.ts';
import { isTypeUnknown, topicRow } from './topic-rows.ts';
import { planUsers } from './user-rows.ts';

const NAMESPACE = /^[a-zA-Z0-9_-]+$/;

const checkChoice = (choice: ImportChoice): void => {
  const { namespace } = choice;
  if (namespace !== undefined && !NAMESPACE.test(namespace))
    throw importErrors.IMPORT_NAMESPACE_INVALID({ namespace });
  checkQueueRange(choice);
};

/** The parts of an import that is too large for one task; undefined when it is not. Throws IMPORT_PATTERN_INVALID. */
export const partsOfImport = (
  document: MetadataDocument,
  choice: ImportChoice,
): readonly ImportPart[] | undefined => {
  const { topics, groups } = chooseEntries(document, choice);
  return fitsOne(topics, groups) ? undefined : splitImport(topics, groups);
};

/** Why the second and every further one of those that become the same name is refused. */
const collisions = (
  entries: readonly { readonly name: string }[],
  choice: ImportChoice,
): ReadonlyMap<string, Reason> => {
  const first = new Map<string, string>();
  const found = new Map<string, Reason>();
  for (const { name } of entries) {
    const target = targetNameOf(name, choice);
    const other = first.get(target);
    if (other === undefined) first.set(target, name);
    else found.set(name, reasonOf(importErrors.IMPORT_NAMES_COLLIDE({ name, other, target })));
  }
  return found;
};

const rowsOf = (
  { topics, groups }: ReturnType<typeof chooseEntries>,
  planning: Planning,
): readonly PlanRow[] => {
  const { choice, document } = planning;
  const clashing = { topics: collisions(topics, choice), groups: collisions(groups, choice) };
  const ofTopic = topics.map((topic) => topicRow(topic, clashing.topics.get(topic.name), planning));
  return [
    ...ofTopic,
    ...topics
      .filter(({ name }, index) => name in document.orderConfigs && ofTopic[index]!.action !== 'refused')
      .map((topic) => orderConfigRow(topic, planning)),
    ...groups.map((group) => groupRow(group, clashing.groups.get(group.name), planning)),
  ];
};

/**
 * Plans an import: what each topic, group, user and policy of the document becomes on each broker of the target, and
 * how that compares with what is there. Nothing is asked and nothing changed. An import that is too large for one task
 * has a refusal, its parts, and no rows. Throws IMPORT_NAMESPACE_INVALID, IMPORT_QUEUES_INVALID, IMPORT_PATTERN_INVALID
 * and IMPORT_NOTHING_CHOSEN.
 */
export const makeImportPlan = (
  document: MetadataDocument,
  target: TargetState,
  choice: ImportChoice,
  secrets?: MetadataSecrets,
): ImportPlan => {
  checkChoice(choice);
  const planning: Planning = { document, choice, target, secrets };
  const chosen = chooseEntries(document, choice);
  const { topics, groups } = chosen;
  const base = {
    choice,
    target: {
      nameServers: target.nameServers,
      cluster: target.cluster,
      brokers: target.brokers.map(({ broker }) => broker),
    },
  };
  const parts = partsOfImport(document, choice);
  if (parts) {
    const counts = { topics: topics.length, groups: groups.length };
    const refusal = importErrors.IMPORT_TOO_LARGE({
      ...counts,
      ...{ mostTopics: MOST_TOPICS, mostGroups: MOST_GROUPS, count: parts.length },
      parts: parts
        .map(({ name, topics, groups }) => `${name} (${topics.length} + ${groups.length})`)
        .join(', '),
    });
    return {
      ...base,
      rows: [],
      leftOut: chosen.leftOut,
      refusals: [reasonOf(refusal)],
      parts,
      notices: [],
    };
  }
  const users = planUsers(planning);
  const rows = [...users.rows, ...rowsOf(chosen, planning)];
  if (rows.length === 0)
    throw importErrors.IMPORT_NOTHING_CHOSEN({
      topics: document.topics.length,
      groups: document.groups.length,
    });
  const unknown = topics.filter((topic) => isTypeUnknown(topic, planning)).length;
  return {
    ...base,
    rows,
    leftOut: [...chosen.leftOut, ...users.leftOut],
    refusals: [],
    notices: [
      ...document.warnings,
      ...users.notices,
      ...(unknown === 0 ? [] : [reasonOf(importNotices.IMPORT_TYPES_UNKNOWN({ count: unknown }))]),
    ],
  };
};

/** The rows that the import would write. */
export const rowsToWrite = ({ rows }: ImportPlan): readonly PlanRow[] =>
  rows.filter(({ action }) => action !== 'refused' && action !== 'exists-same');

/** The rows of which it is known already that they would fail, on some broker or on all. */
export const rowsToFail = ({ rows, choice }: ImportPlan): readonly PlanRow[] =>
  rows.filter(
    ({ action, brokers }) =>
      action === 'refused' ||
      brokers.some(
        ({ found }) => found === 'unknown' || (found === 'different' && choice.existing !== 'overwrite'),
      ),
  );
