import { RateBudget } from './rate-budget.ts';
import { RateLimit } from './rate-limit.ts';
import { type TopicPattern, type TopicRule, TopicRules } from './topic-rules.ts';

/** What was said of topics, as data that can be sent to another thread. */
export interface ControlRules {
  readonly pauses: readonly TopicRule<boolean>[];
  /** Bytes a second. */
  readonly rates: readonly TopicRule<number>[];
}

/** What holds for one topic. */
interface TopicState {
  readonly isPaused: boolean;
  /** Undefined: only the limit of all together holds. */
  readonly limit: RateLimit | undefined;
}

/**
 * How fast may be copied, in total and of each topic, and what is paused; all of it may change while a copy runs.
 * A paused topic is not read any more. What was read of it is still written, so that nothing of it is held.
 */
export class CopyControl {
  /** Of all topics together. */
  readonly total: RateLimit;
  readonly #pauses = new TopicRules<boolean>();
  readonly #rates = new TopicRules<number>();
  readonly #limits = new Map<string, RateLimit>();
  readonly #budgets = new Map<string, RateBudget>();
  readonly #states = new Map<string, TopicState>();
  readonly #listeners: (() => void)[] = [];

  /** `total`: of all topics together, in bytes a second, Infinity for as fast as it goes; or a limit to share. */
  constructor(total: number | RateLimit = Number.POSITIVE_INFINITY) {
    this.total = typeof total === 'number' ? RateLimit.of(total) : total;
  }

  /** What was said of topics. */
  get rules(): ControlRules {
    return { pauses: this.#pauses.all, rates: this.#rates.all };
  }

  /** Goes by what was said in another thread, of which it shares the budgets. */
  follow({ pauses, rates }: ControlRules): void {
    this.#pauses.replace(pauses);
    this.#rates.replace(rates);
    this.total.wake();
    this.#changed();
  }

  /** What a topic's limit is counted in, whether it has one at present or not. */
  budgetOf(topic: string): RateBudget {
    const budget = this.#budgets.get(topic) ?? new RateBudget();
    this.#budgets.set(topic, budget);
    return budget;
  }

  /** Counts a topic's limit in the budget of another thread. */
  shareBudget(topic: string, memory: SharedArrayBuffer): void {
    if (!this.#budgets.has(topic)) this.#budgets.set(topic, new RateBudget(memory));
  }

  /** `listener` is called after each change. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Limits all topics together, in bytes a second; Infinity: as fast as it goes. */
  changeRate(bytesPerSecond: number): void {
    this.total.change(bytesPerSecond);
    this.#changed();
  }

  /** Limits each of these topics by itself, in bytes a second; Infinity: only the limit of all together holds. */
  changeTopicRate(topics: TopicPattern, bytesPerSecond: number): void {
    this.#rates.set(topics, bytesPerSecond);
    this.#changed();
  }

  pause(topics: TopicPattern): void {
    this.#pauses.set(topics, true);
    this.#changed();
  }

  resume(topics: TopicPattern): void {
    this.#pauses.set(topics, false);
    this.#changed();
  }

  isPaused(topic: string): boolean {
    return this.#stateOf(topic).isPaused;
  }

  /** Whether something of a topic may be read now. */
  mayRead(topic: string): boolean {
    const { isPaused, limit } = this.#stateOf(topic);
    return !isPaused && (limit?.waitMs ?? 0) === 0;
  }

  /** The limit that a topic has for itself. */
  limitOf(topic: string): RateLimit | undefined {
    return this.#stateOf(topic).limit;
  }

  /** Which limit holds something back at this moment. */
  get throttledBy(): 'rate-limit' | 'topic-rate-limit' | undefined {
    if (this.total.waitMs > 0) return 'rate-limit';
    return [...this.#limits.values()].some(({ waitMs }) => waitMs > 0) ? 'topic-rate-limit' : undefined;
  }

  /** The topics that have a limit of their own, in bytes a second, as far as they were met. */
  get topicRates(): ReadonlyMap<string, number> {
    return new Map([...this.#limits].map(([topic, { bytesPerSecond }]) => [topic, bytesPerSecond]));
  }

  #stateOf(topic: string): TopicState {
    const known = this.#states.get(topic);
    if (known) return known;
    const state = { isPaused: this.#pauses.of(topic) ?? false, limit: this.#limitBy(topic) };
    this.#states.set(topic, state);
    return state;
  }

  /** The same object for as long as the topic has a limit, so that a debt is not forgotten with a change. */
  #limitBy(topic: string): RateLimit | undefined {
    const rate = this.#rates.of(topic) ?? Number.POSITIVE_INFINITY;
    if (rate === Number.POSITIVE_INFINITY) {
      this.#limits.get(topic)?.change(rate);
      this.#limits.delete(topic);
      return undefined;
    }
    const limit = this.#limits.get(topic) ?? new RateLimit(this.budgetOf(topic));
    if (limit.bytesPerSecond !== rate) limit.change(rate);
    this.#limits.set(topic, limit);
    return limit;
  }

  #changed(): void {
    this.#states.clear();
    for (const listener of this.#listeners) listener();
  }
}
