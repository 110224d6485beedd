import type { TopicMetadata } from '@mqferry/kafka';
import type { Selection } from '../plan/migration-plan.ts';
import { isOfBrokers, isSelected, matchesWhole } from '../plan/selection.ts';

/** Which topics a running copy is to have: those it was started with, and what was said of others since. */
export class RunningSelection {
  readonly #selection: Selection;
  readonly #said: { readonly pattern: RegExp; readonly isChosen: boolean }[] = [];

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  /** Topics with these names are copied from now on, or are not; also such as appear later. */
  choose(pattern: RegExp, isChosen: boolean): void {
    this.#said.push({ pattern, isChosen });
  }

  /** Whether a topic is to be copied. What was said last counts; the brokers' own topics never are. */
  has(topic: Pick<TopicMetadata, 'name' | 'isInternal'>): boolean {
    const last = this.#said.findLast(({ pattern }) => matchesWhole(pattern, topic.name));
    return last ? last.isChosen && !isOfBrokers(topic) : isSelected(topic, this.#selection);
  }
}
