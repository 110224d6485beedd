import type { CodedError } from '@mqferry/core';
import type { TopicMetadata } from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';

/** A broker that has just started may not know every topic yet. */
const GONE_AFTER_MS = 5_000;

/** Whether the source's topics are still those that are copied, by what its metadata shows of them. */
export class TopicIdentity {
  readonly #ids = new Map<string, string | undefined>();
  readonly #missingSince = new Map<string, number>();

  /** Notes the id of a topic that is copied; undefined where the source has none (before 2.8). */
  expect(topic: string, id: string | undefined): void {
    this.#ids.set(topic, id);
  }

  /**
   * Why a topic cannot be copied any more, given what is shown of it at `now` (`performance.now()`), undefined when it
   * is missing: REPLICATION_TOPIC_RECREATED, or REPLICATION_TOPIC_DELETED once it was missing for long enough.
   */
  refusal(topic: string, shown: TopicMetadata | undefined, now: number): CodedError | undefined {
    if (!shown) {
      const since = this.#missingSince.get(topic) ?? now;
      this.#missingSince.set(topic, since);
      return now - since < GONE_AFTER_MS ? undefined : replicationErrors.REPLICATION_TOPIC_DELETED({ topic });
    }
    this.#missingSince.delete(topic);
    const id = this.#ids.get(topic);
    const isSame = id === undefined || shown.topicId === undefined || shown.topicId === id;
    return isSame ? undefined : replicationErrors.REPLICATION_TOPIC_RECREATED({ topic });
  }
}
