/** Which topics something is said of: those whose whole name matches; undefined: all, also those yet to come. */
export type TopicPattern = RegExp | undefined;

/** Something said of topics. */
export interface TopicRule<T> {
  readonly pattern: TopicPattern;
  readonly value: T;
}

/** What was said of topics by their names, one after the other: the last that matches a topic holds. */
export class TopicRules<T> {
  #rules: readonly TopicRule<T>[] = [];

  /** All that holds, in the order in which it was said. */
  get all(): readonly TopicRule<T>[] {
    return this.#rules;
  }

  /** What holds is this, and nothing else. */
  replace(rules: readonly TopicRule<T>[]): void {
    this.#rules = rules;
  }

  /** Says something of these topics; what was said of exactly these before, or of any of all, is void. */
  set(pattern: TopicPattern, value: T): void {
    const kept = pattern ? this.#rules.filter((rule) => rule.pattern?.source !== pattern.source) : [];
    this.#rules = [...kept, { pattern, value }];
  }

  /** What holds for a topic; undefined when nothing was said of it. */
  of(topic: string): T | undefined {
    return this.#rules.findLast(({ pattern }) => pattern?.test(topic) ?? true)?.value;
  }
}
