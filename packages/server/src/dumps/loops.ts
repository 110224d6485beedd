/** One topic of one cluster. */
export interface TopicPlace {
  /** By the name that it has for itself, where that is known. */
  readonly cluster: string;
  readonly topic: string;
}

/** A dump from one topic to another. */
export interface DumpEdge {
  readonly from: TopicPlace;
  readonly to: TopicPlace;
}

const keyOf = ({ cluster, topic }: TopicPlace): string => `${cluster}/${topic}`;

/**
 * The way that records would take back to where they come from, with one dump more: topics from its source on;
 * undefined when there is none.
 */
export const loopOf = (edges: readonly DumpEdge[], added: DumpEdge): TopicPlace[] | undefined => {
  const next = Map.groupBy(edges, ({ from }) => keyOf(from));
  const goal = keyOf(added.from);
  const seen = new Set<string>();
  const search = (at: TopicPlace, path: readonly TopicPlace[]): TopicPlace[] | undefined => {
    const key = keyOf(at);
    const walked = [...path, at];
    if (key === goal) return walked;
    if (seen.has(key)) return undefined;
    seen.add(key);
    for (const { to } of next.get(key) ?? []) {
      const found = search(to, walked);
      if (found) return found;
    }
    return undefined;
  };
  return search(added.to, [added.from]);
};
