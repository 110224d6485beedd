import { DLQ_PREFIX, RETRY_PREFIX } from '@mqferry/rocketmq';
import { mayWrite, ONLY_SOURCE, type RoutingTable, SIDES, type Side } from '../routing-table.ts';
import type { FrameHead } from './frame-head.ts';

/** What a producer writes. */
export interface Write {
  readonly topic: string;
  readonly group: string | undefined;
}

/** What becomes of a write. */
export type WriteVerdict = 'pass' | 'refuse' | 'hold';

/**
 * The requests that write a topic for a producer, with the header fields for topic and group: SEND_MESSAGE,
 * SEND_MESSAGE_V2 and SEND_BATCH_MESSAGE. Never refused are CONSUMER_SEND_MSG_BACK (36), for a message goes back to where
 * it was consumed, END_TRANSACTION (37), for its half message is there already, and replies (324, 325), which only the
 * broker can pass on to which the asking client is connected.
 */
const WRITES: ReadonlyMap<number, { readonly topic: string; readonly group: string }> = new Map([
  [10, { topic: 'topic', group: 'producerGroup' }],
  [310, { topic: 'b', group: 'a' }],
  [320, { topic: 'b', group: 'a' }],
]);

/** Topic and producer group of a write; undefined for any other request. */
export const writeOf = (head: FrameHead): Write | undefined => {
  const names = WRITES.get(head.code);
  const topic = names && head.field(names.topic);
  return topic === undefined ? undefined : { topic, group: head.field(names!.group) };
};

/** Messages that failed: consumers write these topics themselves where a broker could not take a message back. */
const isOfFailedMessages = (topic: string): boolean =>
  topic.startsWith(RETRY_PREFIX) || topic.startsWith(DLQ_PREFIX);

/** How long late writes pass, in milliseconds: clients of either protocol ask for routes every 30 s. */
export const LATE_WRITES_MS = 45_000;

const judgeWrite = ({ topics, held }: RoutingTable, side: Side, topic: string): WriteVerdict => {
  if (isOfFailedMessages(topic)) return 'pass';
  const access = (topics.get(topic) ?? ONLY_SOURCE)[side];
  if (access === 'none') return 'refuse';
  if (held.has(topic)) return 'hold';
  return mayWrite(access) ? 'pass' : 'refuse';
};

/**
 * Where producers may write. Where they may no more, what they write is refused only some time later, when all of them have
 * had a new route: Go 2.1.2 sends what was refused to the next queues of its route, which may be of the same cluster, three
 * times and then not again. A topic whose writes were held is refused at once, for its order.
 */
export class WriteFence {
  readonly #lateMs: number;
  #table: RoutingTable;
  /** Until when late writes pass, in milliseconds of `performance.now()`, by side and topic. */
  readonly #open: Readonly<Record<Side, Map<string, number>>> = { source: new Map(), target: new Map() };

  /** Late writes pass for `lateMs` milliseconds. */
  constructor(table: RoutingTable, lateMs: number) {
    this.#table = table;
    this.#lateMs = lateMs;
  }

  get table(): RoutingTable {
    return this.#table;
  }

  /** Goes by this from now on. */
  serve(table: RoutingTable): void {
    const now = performance.now();
    const topics = new Set([...this.#table.topics.keys(), ...table.topics.keys()]);
    for (const side of SIDES) {
      const open = this.#open[side];
      for (const [topic, until] of open) if (until <= now) open.delete(topic);
      for (const topic of topics) {
        const passed = judgeWrite(this.#table, side, topic) === 'pass';
        if (judgeWrite(table, side, topic) !== 'refuse') open.delete(topic);
        else if (passed && !open.has(topic)) open.set(topic, now + this.#lateMs);
      }
    }
    this.#table = table;
  }

  /** What becomes of a producer's write of a topic on one side. */
  judge(side: Side, topic: string): WriteVerdict {
    const verdict = judgeWrite(this.#table, side, topic);
    if (verdict !== 'refuse') return verdict;
    const until = this.#open[side].get(topic);
    return until !== undefined && performance.now() < until ? 'pass' : 'refuse';
  }
}
