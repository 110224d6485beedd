import type { TopicMetadata } from '@mqferry/kafka';
import type { Selection } from './migration-plan.ts';

/** Whether a pattern matches a name from its first to its last character. */
export const matchesWhole = (pattern: RegExp, name: string): boolean =>
  new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(name);

/** Whether what the source deleted of a topic before it was copied is given up. */
export const acceptsGaps = ({ acceptGaps }: Selection, topic: string): boolean =>
  acceptGaps !== undefined && matchesWhole(acceptGaps, topic);

/** Kept by brokers for themselves; not all releases tell so of all of them. */
const OF_BROKERS = new Set([
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
  '__remote_log_metadata',
]);

type Named = Pick<TopicMetadata, 'name' | 'isInternal'>;

/**
 * Whether a topic is the brokers' own: it is about their cluster, and each has its own. Those of Connect, Streams or
 * MirrorMaker are not: they are ordinary topics of these programs.
 */
export const isOfBrokers = ({ name, isInternal }: Named): boolean => isInternal || OF_BROKERS.has(name);

/** Whether a topic is chosen; the brokers' own never are. */
export const isSelected = (topic: Named, selection: Selection): boolean =>
  !isOfBrokers(topic) && matchesSelection(topic, selection);

/** Whether the patterns let a topic pass, the brokers' own included. */
export const matchesSelection = ({ name }: Named, { topics, exclude }: Selection): boolean =>
  (topics === undefined || matchesWhole(topics, name)) &&
  (exclude === undefined || !matchesWhole(exclude, name));
