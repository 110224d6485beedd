import type { Side } from '../routing-table.ts';

/** What passed for one topic on one side; it only grows. */
export interface Traffic {
  /** Requests of clients that name the topic, and their bytes. */
  requests: number;
  requestBytes: number;
  /** Answers of brokers to them, and their bytes. */
  answers: number;
  answerBytes: number;
  /** Writes that were refused. */
  refused: number;
  /** Of these, those whose sender waits for no answer: they are lost. */
  lost: number;
  /** Writes that had to wait. */
  held: number;
}

/** What passed for a topic. */
export interface TopicTraffic {
  readonly topic: string;
  readonly side: Side;
  readonly traffic: Readonly<Traffic>;
}

/** Clusters have tens of thousands of topics at most; the names come from clients. */
const MOST_TOPICS = 100_000;
/** Under this name is counted what has no place of its own. */
const OTHERS = '*';

/** Counts what passes, by topic and side. */
export class TrafficCounters {
  readonly #bySide: Readonly<Record<Side, Map<string, Traffic>>> = { source: new Map(), target: new Map() };

  of(side: Side, topic: string): Traffic {
    const topics = this.#bySide[side];
    const name = topics.size < MOST_TOPICS || topics.has(topic) ? topic : OTHERS;
    let traffic = topics.get(name);
    if (traffic === undefined) {
      traffic = { requests: 0, requestBytes: 0, answers: 0, answerBytes: 0, refused: 0, lost: 0, held: 0 };
      topics.set(name, traffic);
    }
    return traffic;
  }

  all(): TopicTraffic[] {
    return Object.entries(this.#bySide).flatMap(([side, topics]) =>
      [...topics].map(([topic, traffic]) => ({ topic, side: side as Side, traffic: { ...traffic } })),
    );
  }
}
