import type { CodedError } from '@mqferry/core';
import { switchBlockers } from './actions.ts';
import type { TopicFacts } from './facts.ts';
import { readinessErrors as errors } from './readiness-errors.ts';
import { MOST_TOLD, told } from './told.ts';
import { bondText, type Unit } from './units.ts';

/** `unknown`: nothing is known to be in the way, but not everything could be measured. */
export type ReadinessVerdict = 'ready' | 'not-ready' | 'unknown';

/** What was measured of a topic or group. */
export interface Findings {
  /** In the way of a switch. */
  readonly reasons: readonly CodedError[];
  /** What could not be measured. */
  readonly unmeasured: readonly CodedError[];
  /** Not in its way, but to be known. */
  readonly notes: readonly CodedError[];
}

/** Whether a topic or group could be switched now, and why not. */
export interface ReadinessItem {
  readonly kind: 'topic' | 'group';
  readonly name: string;
  readonly verdict: ReadinessVerdict;
  /** In its way, or not measured. */
  readonly reasons: readonly CodedError[];
  readonly notes: readonly CodedError[];
}

/** A topic and what was measured of it. */
export interface MeasuredTopic {
  readonly facts: TopicFacts;
  readonly found: Findings;
}

/** A group, the topics of the migration that it reads, and what was measured of it. */
export interface MeasuredGroup {
  readonly group: string;
  readonly topics: readonly string[];
  readonly found: Findings;
}

const itemOf = (
  kind: ReadinessItem['kind'],
  name: string,
  { reasons, unmeasured, notes }: Findings,
): ReadinessItem => ({
  ...{ kind, name, reasons: [...reasons, ...unmeasured], notes },
  verdict: reasons.length > 0 ? 'not-ready' : unmeasured.length > 0 ? 'unknown' : 'ready',
});

/** By the guards of the switch itself, and by what was measured, for the topic and for the groups that read it. */
const ofTopic = ({ facts, found }: MeasuredTopic, readers: readonly Findings[], now: number): Findings => {
  if (facts.traffic === 'on-target')
    return { reasons: [errors.READINESS_ON_TARGET({})], unmeasured: [], notes: [] };
  return {
    reasons: [
      ...switchBlockers([facts], now),
      ...found.reasons,
      ...readers.flatMap(({ reasons }) => reasons),
    ],
    unmeasured: [...found.unmeasured, ...readers.flatMap(({ unmeasured }) => unmeasured)],
    notes: [...found.notes, ...readers.flatMap(({ notes }) => notes)],
  };
};

/** Adds what holds a topic back that could be switched alone: others of its unit are not ready. */
const withUnits = (items: readonly ReadinessItem[], units: readonly Unit[]): ReadinessItem[] => {
  const byTopic = new Map(units.flatMap((unit) => unit.topics.map((topic) => [topic, unit] as const)));
  const behind = new Map<Unit, string[]>();
  for (const { name, verdict } of items) {
    const unit = byTopic.get(name);
    if (unit && verdict === 'not-ready') behind.set(unit, [...(behind.get(unit) ?? []), name]);
  }
  return items.map((item) => {
    const unit = byTopic.get(item.name);
    // Few are told, and one of them may be the topic itself.
    const others = (unit ? (behind.get(unit) ?? []) : [])
      .slice(0, MOST_TOLD + 2)
      .filter((topic) => topic !== item.name);
    if (!unit || others.length === 0) return item;
    const bonds = told(unit.bonds.map(bondText));
    const reason = errors.READINESS_UNIT_NOT_READY({ topics: told(others), bonds });
    return { ...item, verdict: 'not-ready', reasons: [reason, ...item.reasons] };
  });
};

/**
 * Which topics and groups could be switched at the same offsets now: topics first, each list in the order given. `units`:
 * of the topics that are on the source.
 */
export const readinessOf = (
  topics: readonly MeasuredTopic[],
  groups: readonly MeasuredGroup[],
  units: readonly Unit[],
  now: number,
): ReadinessItem[] => {
  const readers = new Map<string, Findings[]>();
  for (const { topics: read, found } of groups)
    for (const topic of read) readers.set(topic, [...(readers.get(topic) ?? []), found]);
  const ofTopics = withUnits(
    topics.map((topic) =>
      itemOf('topic', topic.facts.topic, ofTopic(topic, readers.get(topic.facts.topic) ?? [], now)),
    ),
    units,
  );
  const moved = new Set(topics.flatMap(({ facts }) => (facts.traffic === 'on-target' ? [facts.topic] : [])));
  const behind = new Set(ofTopics.flatMap(({ name, verdict }) => (verdict === 'not-ready' ? [name] : [])));
  return [
    ...ofTopics,
    ...groups.map(({ group, topics: read, found }) => {
      const waiting = read.filter((topic) => behind.has(topic) && !moved.has(topic));
      const reasons =
        waiting.length === 0
          ? found.reasons
          : [...found.reasons, errors.READINESS_GROUP_TOPICS({ topics: told(waiting) })];
      return itemOf('group', group, { ...found, reasons });
    }),
  ];
};
