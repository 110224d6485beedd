import type { SeamlessFacts, Side } from '@mqferry/migration';

/** Of one side: messages a second, written and read, and messages not read yet; undefined: not known. */
export interface SideTraffic {
  readonly in: number | undefined;
  readonly out: number | undefined;
  readonly backlog: bigint | undefined;
}

export type Traffic = Readonly<Record<Side, SideTraffic>>;

/** A moment of the traffic of a topic, or of all of a task. */
export interface TrafficSample {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly traffic: Traffic;
}

/** How far writers and readers of a topic are on one side; undefined: not known. */
interface Progress {
  readonly written: bigint | undefined;
  /** Of all groups together. */
  readonly read: bigint | undefined;
  readonly backlog: bigint | undefined;
}

type Progresses = Readonly<Record<Side, Progress>>;

const sum = (numbers: readonly (bigint | undefined)[]): bigint | undefined =>
  numbers.reduce<bigint | undefined>(
    (total, each) => (total === undefined || each === undefined ? undefined : total + each),
    0n,
  );

/** How far each topic is, by name. */
const progressesOf = ({ topics, groups }: SeamlessFacts): ReadonlyMap<string, Progresses> => {
  const backlogs = new Map<string, Record<Side, bigint[]>>();
  for (const { sides } of groups?.values() ?? []) {
    for (const side of ['source', 'target'] as const) {
      for (const [topic, backlog] of sides[side].backlog) {
        const of = backlogs.get(topic) ?? { source: [], target: [] };
        backlogs.set(topic, of);
        of[side].push(backlog);
      }
    }
  }
  const progressOf = (topic: string, side: Side): Progress => {
    const { ends } = topics.get(topic)!.sides[side];
    const written = ends && sum([...ends.values()].map(({ end }) => end));
    const unread = groups && (backlogs.get(topic)?.[side] ?? []);
    const backlog = unread && sum(unread);
    const read =
      written === undefined || unread === undefined ? undefined : sum(unread.map((left) => written - left));
    return { written, read, backlog };
  };
  return new Map(
    [...topics.keys()].map((topic) => [
      topic,
      { source: progressOf(topic, 'source'), target: progressOf(topic, 'target') },
    ]),
  );
};

/** Per second; a log that was made anew, and a group that went back, have none. */
const rate = (before: bigint | undefined, now: bigint | undefined, ms: number): number | undefined =>
  before === undefined || now === undefined || now < before || ms <= 0
    ? undefined
    : (Number(now - before) * 1000) / ms;

const sideTraffic = (before: Progress | undefined, now: Progress, ms: number): SideTraffic => ({
  in: rate(before?.written, now.written, ms),
  out: rate(before?.read, now.read, ms),
  backlog: now.backlog,
});

const UNKNOWN: SideTraffic = { in: undefined, out: undefined, backlog: undefined };

const added = (one: SideTraffic, other: SideTraffic): SideTraffic => {
  const plus = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : a + b;
  return {
    ...{ in: plus(one.in, other.in), out: plus(one.out, other.out) },
    backlog: sum([one.backlog, other.backlog]),
  };
};

const NONE: SideTraffic = { in: 0, out: 0, backlog: 0n };

/** An hour, a sample every fifteen seconds. */
const KEPT = 240;
const SAMPLE_MS = 15_000;

/** Values of a sample in a row; NaN: not known. */
const VALUES = 7;

/** The samples of one topic, in a ring: a thousand topics are to be kept for an hour. */
class Samples {
  readonly #ring = new Float64Array(KEPT * VALUES);
  #count = 0;

  add(at: number, { source, target }: Traffic): void {
    const values = [at, source.in, source.out, source.backlog, target.in, target.out, target.backlog];
    const numbers = values.map((value) => (value === undefined ? Number.NaN : Number(value)));
    this.#ring.set(numbers, (this.#count % KEPT) * VALUES);
    this.#count += 1;
  }

  all(): TrafficSample[] {
    const kept = Math.min(this.#count, KEPT);
    return Array.from({ length: kept }, (_, index) => {
      const place = ((this.#count - kept + index) % KEPT) * VALUES;
      const numbers = [...this.#ring.subarray(place, place + VALUES)];
      const [at, ...values] = numbers.map((value) => (Number.isNaN(value) ? undefined : value));
      const sideAt = (first: number): SideTraffic => {
        const backlog = values[first + 2];
        return {
          ...{ in: values[first], out: values[first + 1] },
          backlog: backlog === undefined ? undefined : BigInt(backlog),
        };
      };
      return { at: at!, traffic: { source: sideAt(0), target: sideAt(3) } };
    });
  }
}

/** Traffic and backlog of a task's topics: now, and over the last hour. */
export class TrafficHistory {
  #before: { readonly at: number; readonly progresses: ReadonlyMap<string, Progresses> } | undefined;
  #now: ReadonlyMap<string, Traffic> = new Map();
  readonly #topics = new Map<string, Samples>();
  readonly #whole = new Samples();
  #sampledAt = 0;

  /** What was seen now. */
  add(facts: SeamlessFacts): void {
    const progresses = progressesOf(facts);
    const before = this.#before;
    const ms = before ? facts.now - before.at : 0;
    this.#before = { at: facts.now, progresses };
    this.#now = new Map(
      [...progresses].map(([topic, { source, target }]) => {
        const earlier = before?.progresses.get(topic);
        return [
          topic,
          {
            source: sideTraffic(earlier?.source, source, ms),
            target: sideTraffic(earlier?.target, target, ms),
          },
        ];
      }),
    );
    if (facts.now - this.#sampledAt >= SAMPLE_MS) this.#sample(facts.now);
  }

  /** Of a topic now. */
  of(topic: string): Traffic {
    return this.#now.get(topic) ?? { source: UNKNOWN, target: UNKNOWN };
  }

  /** Of all topics together now. */
  get whole(): Traffic {
    const all = [...this.#now.values()];
    if (all.length === 0) return { source: UNKNOWN, target: UNKNOWN };
    return {
      source: all.map(({ source }) => source).reduce(added, NONE),
      target: all.map(({ target }) => target).reduce(added, NONE),
    };
  }

  /** The oldest first; of all topics together unless one is named. */
  samples(topic?: string): TrafficSample[] {
    return (topic === undefined ? this.#whole : this.#topics.get(topic))?.all() ?? [];
  }

  #sample(at: number): void {
    this.#sampledAt = at;
    this.#whole.add(at, this.whole);
    for (const topic of this.#topics.keys()) if (!this.#now.has(topic)) this.#topics.delete(topic);
    for (const [topic, traffic] of this.#now) {
      const samples = this.#topics.get(topic) ?? new Samples();
      this.#topics.set(topic, samples);
      samples.add(at, traffic);
    }
  }
}
