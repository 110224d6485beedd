import type { StepCheck, StepPlan } from '../../api/types.ts';

/** A check that stands in the way of topics, and what is risked by going without it. */
export interface OpenCheck {
  readonly id: StepCheck['id'];
  readonly name: StepCheck['name'];
  /** Null: it cannot be gone without. */
  readonly risk: StepCheck['risk'];
  readonly topics: readonly string[];
}

/** The checks that do not pass, each with all topics that it is about, in the order in which they are looked at. */
export const openChecks = ({ topics }: Pick<StepPlan, 'topics'>): readonly OpenCheck[] => {
  const open = new Map<StepCheck['id'], OpenCheck>();
  for (const { topic, checks } of topics)
    for (const { id, name, verdict, risk } of checks) {
      if (verdict === 'pass') continue;
      const known = open.get(id);
      open.set(id, { id, name, risk, topics: [...(known?.topics ?? []), topic] });
    }
  return [...open.values()];
};

/** Topics that would move by one plan and not by another. */
export const changedTopics = (before: StepPlan | undefined, now: StepPlan): ReadonlySet<string> => {
  if (!before) return new Set();
  const moved = new Map(before.topics.map(({ topic, blockedBy }) => [topic, blockedBy === null]));
  return new Set(
    now.topics
      .filter(({ topic, blockedBy }) => moved.get(topic) !== (blockedBy === null))
      .map(({ topic }) => topic),
  );
};
