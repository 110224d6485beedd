import type { TopicMetadata } from '@mqferry/kafka';
import type { Selection } from './migration-plan.ts';

/** Whether a pattern matches a name from its first to its last character. */
export const matchesWhole = (pattern: RegExp, name: string): boolean =>
  new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(name);

/** Whether what the source deleted of a topic before it was copied is given up. */
export const acceptsGaps = ({ acceptGaps }: Selection, topic: string): boolean =>
  acceptGaps !== undefined && matchesWhole(acceptGaps, topic);

/** Whether a topic is chosen; internal ones, the brokers' own, never are. */
export const isSelected = (
  { name, isInternal }: Pick<TopicMetadata, 'name' | 'isInternal'>,
  { topics, exclude }: Selection,
): boolean =>
  !isInternal &&
  (topics === undefined || matchesWhole(topics, name)) &&
  (exclude === undefined || !matchesWhole(exclude, name));
