import { type Measured, type Outcome, worst } from '../checks/view.ts';
import type { GroupFacts, SeamlessFacts, TopicFacts } from '../facts.ts';
import type { Share, TopicKind } from '../states.ts';

/** What is measured for batches that move without a gateway, by connections and offsets on both sides. */
export interface BatchFacts {
  /** Whether the order of messages is to be kept. */
  readonly kind: TopicKind;
  readonly topics: ReadonlyMap<string, Pick<TopicFacts, 'at' | 'sides'>>;
  /** The groups that read them; undefined: not known. */
  readonly groups: ReadonlyMap<string, GroupFacts> | undefined;
  /** Groups that are broadcast to, of which the operator says that their consumers have read the source to its end. */
  readonly saidRead: ReadonlySet<string>;
  /** As of `SeamlessFacts`. */
  readonly stillMs: number;
}

/** The kinds of which a task has topics; those of each kind move together. */
export const batchKinds = ({ topics }: SeamlessFacts): readonly TopicKind[] => {
  const kinds = new Set([...topics.values()].map(({ position }) => position.kind));
  return (['ordinary', 'ordered'] as const).filter((kind) => kinds.has(kind));
};

/** What is seen of the topics of a kind, and of their groups. */
export const batchFactsOf = (
  kind: TopicKind,
  { topics, groups, stillMs }: SeamlessFacts,
  saidRead: ReadonlySet<string>,
): BatchFacts => {
  const chosen = new Map([...topics].filter(([, { position }]) => position.kind === kind));
  const readers = groups && [...groups].filter(([, { topics: read }]) => read.some((one) => chosen.has(one)));
  return { kind, topics: chosen, groups: readers && new Map(readers), saidRead, stillMs };
};

/** Without a gateway clients see all of the cluster to which they belong; those that have left the source see nothing of it. */
const LEFT_SOURCE: Share = { source: 'none', target: 'read-write' };

/** The topics one by one, as checks look at them. */
export const topicViews = ({ topics, groups, stillMs }: BatchFacts): Measured[] => {
  const readers = new Map([...topics.keys()].map((topic) => [topic, [] as [string, GroupFacts][]]));
  for (const [name, group] of groups ?? [])
    for (const topic of group.topics) readers.get(topic)?.push([name, group]);
  return [...topics].map(([topic, of]) => ({
    ...{ topic, stillMs },
    of: { ...of, position: { held: false } },
    groups: groups && readers.get(topic)!,
    after: () => LEFT_SOURCE,
  }));
};

/** The worst that a check comes to, over all topics. */
export const overTopics = (facts: BatchFacts, ...checks: ((view: Measured) => Outcome)[]): Outcome =>
  worst(topicViews(facts).flatMap((view) => checks.map((check) => check(view))));

/** Groups of which this is so, as far as known. */
export const groupsWith = (
  { groups }: BatchFacts,
  holds: (group: GroupFacts) => boolean,
): readonly string[] => [...(groups ?? [])].flatMap(([name, group]) => (holds(group) ? [name] : []));
