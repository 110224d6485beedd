import { type Measured, type Outcome, worst } from '../checks/view.ts';
import type { GroupFacts, TopicFacts } from '../facts.ts';
import type { Share, TopicKind } from '../states.ts';

/** What is measured for batches that move without a gateway, by connections and offsets on both sides. */
export interface BatchFacts {
  /** Whether the order of messages is to be kept. */
  readonly kind: TopicKind;
  readonly topics: ReadonlyMap<string, Pick<TopicFacts, 'at' | 'sides'>>;
  /** The groups that read them. */
  readonly groups: ReadonlyMap<string, GroupFacts>;
  /** Groups that are broadcast to, of which the operator says that their consumers have read the source to its end. */
  readonly saidRead: ReadonlySet<string>;
}

/** Without a gateway clients see all of the cluster to which they belong; those that have left the source see nothing of it. */
const LEFT_SOURCE: Share = { source: 'none', target: 'read-write' };

/** The topics one by one, as checks look at them. */
const views = ({ topics, groups }: BatchFacts): Measured[] =>
  [...topics].map(([topic, of]) => ({
    topic,
    of: { ...of, position: { held: false } },
    groups: [...groups].filter(([, { topics: read }]) => read.includes(topic)),
    after: () => LEFT_SOURCE,
  }));

/** The worst that a check comes to, over all topics. */
export const overTopics = (facts: BatchFacts, ...checks: ((view: Measured) => Outcome)[]): Outcome =>
  worst(views(facts).flatMap((view) => checks.map((check) => check(view))));

/** Groups of which this is so. */
export const groupsWith = (
  { groups }: BatchFacts,
  holds: (group: GroupFacts) => boolean,
): readonly string[] => [...groups].flatMap(([name, group]) => (holds(group) ? [name] : []));
