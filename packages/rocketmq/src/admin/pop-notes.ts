import { PROPERTY } from '../message/property-names.ts';
import type { StoredMessage } from '../message/stored-message.ts';
import { poppedTopic } from '../names/topic-names.ts';
import {
  type PopHandle,
  type PopNote,
  readPopAck,
  readPopBatchAck,
  readPopCheckpoint,
} from '../protocol/bodies/popped.ts';
import { jsonBody } from '../protocol/body-value.ts';

/** By the tag that the broker gives them (`PopAckConstants`). */
const READERS: Readonly<Record<string, (body: Buffer) => PopNote>> = {
  ck: jsonBody(readPopCheckpoint),
  ack: jsonBody(readPopAck),
  bAck: jsonBody(readPopBatchAck),
};
const CHECKPOINT = 'ck';

/** Numbers of messages by topic and group. */
export type CountsByTopic = ReadonlyMap<string, ReadonlyMap<string, bigint>>;

/** What a broker notes of popped messages: what was popped, and what of it was acknowledged. */
export class PopNotes {
  readonly #brokerName: string;
  readonly #popped = new Map<string, { readonly handle: PopHandle; readonly offsets: Set<bigint> }>();
  readonly #acknowledged = new Map<string, Set<bigint>>();

  /** Of the broker of this name. */
  constructor(brokerName: string) {
    this.#brokerName = brokerName;
  }

  #keyOf({ topic, group, queueId, startOffset, popTime, brokerName = this.#brokerName }: PopHandle): string {
    return [topic, group, queueId, startOffset, popTime, brokerName].join('@');
  }

  /** Notes that are read twice count once. Throws ROCKETMQ_JSON_MALFORMED and ROCKETMQ_BODY_UNEXPECTED. */
  take(message: StoredMessage): void {
    const tag = message.property(PROPERTY.tags) ?? '';
    const note = READERS[tag]?.(message.body);
    if (!note) return;
    const key = this.#keyOf(note.handle);
    const offsets = tag === CHECKPOINT ? this.#popped.get(key)?.offsets : this.#acknowledged.get(key);
    const all = offsets ?? new Set<bigint>();
    for (const offset of note.offsets) all.add(offset);
    if (tag === CHECKPOINT) this.#popped.set(key, { handle: note.handle, offsets: all });
    else this.#acknowledged.set(key, all);
  }

  /** How many were popped and not acknowledged; retries count to the topic from which they come. */
  unacknowledged(): CountsByTopic {
    const topics = new Map<string, Map<string, bigint>>();
    for (const [key, { handle, offsets }] of this.#popped) {
      const acknowledged = this.#acknowledged.get(key);
      const left = [...offsets].filter((offset) => !acknowledged?.has(offset)).length;
      if (left === 0) continue;
      const topic = poppedTopic(handle.topic, handle.group);
      const groups = topics.get(topic) ?? new Map<string, bigint>();
      topics.set(topic, groups);
      groups.set(handle.group, (groups.get(handle.group) ?? 0n) + BigInt(left));
    }
    return topics;
  }
}
