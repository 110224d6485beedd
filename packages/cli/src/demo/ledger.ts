import { demoErrors } from './demo-errors.ts';

export type Side = 'source' | 'target';

/** One record as a consumer or producer names it. */
export interface Entry {
  readonly partition: number;
  readonly offset: bigint;
  readonly value: string;
}

/** The longest time without a record, and whether it lay between the last one of the source and the first of the target. */
export interface Pause {
  readonly ms: number;
  readonly atHandOff: boolean;
}

/** What the live producers number: `run.number`; records of the backlog look different. */
const NUMBERED = /^(\d+)\.(\d+)$/;

interface OrderNumber {
  readonly run: number;
  readonly number: number;
}

const orderNumber = (value: string): OrderNumber | undefined => {
  const match = NUMBERED.exec(value);
  return match ? { run: Number(match[1]), number: Number(match[2]) } : undefined;
};

const comesAfter = (later: OrderNumber, earlier: OrderNumber): boolean =>
  later.run > earlier.run || (later.run === earlier.run && later.number > earlier.number);

const keyOf = ({ partition, offset }: Entry): string => `${partition}@${offset}`;

/**
 * Keeps the books on one topic: what the producers got acknowledged, and what the consumer read, on whichever cluster.
 * Each record read must be the next of its partition, so none can be missing, repeated or out of order.
 */
export class Ledger {
  readonly #sent = new Map<string, Entry>();
  readonly #read = new Map<string, string>();
  readonly #next = new Map<number, bigint>();
  readonly #last = new Map<number, string>();
  readonly #first: Readonly<Record<Side, Map<number, bigint>>> = { source: new Map(), target: new Map() };
  #records = 0;
  #lastRead: { readonly at: number; readonly side: Side } | undefined;
  #longest: Pause = { ms: 0, atHandOff: false };

  /** A producer was told that its record is safe. */
  acknowledged(entry: Entry): void {
    this.#sent.set(keyOf(entry), entry);
  }

  /**
   * The consumer got a record at `at` (milliseconds since 1970).
   * Throws DEMO_RECORD_OUT_OF_PLACE, DEMO_ORDER_BROKEN.
   */
  read(side: Side, entry: Entry, at: number): void {
    const { partition, offset, value } = entry;
    const expected = this.next(partition);
    if (offset !== expected) {
      throw demoErrors.DEMO_RECORD_OUT_OF_PLACE({ partition, found: offset, expected });
    }
    this.#next.set(partition, offset + 1n);
    this.#records += 1;
    if (!this.#first[side].has(partition)) this.#first[side].set(partition, offset);
    if (orderNumber(value)) this.#readNumbered(entry);
    this.#measurePause(side, at);
  }

  /** The offset the consumer has to read next. */
  next(partition: number): bigint {
    return this.#next.get(partition) ?? 0n;
  }

  /** The first offset read on a cluster, by partition. */
  firstOn(side: Side): ReadonlyMap<number, bigint> {
    return this.#first[side];
  }

  /** Records read, those of the backlog included. */
  get records(): number {
    return this.#records;
  }

  /** Numbered records acknowledged. */
  get sent(): number {
    return this.#sent.size;
  }

  /** Numbered records read. */
  get numbered(): number {
    return this.#read.size;
  }

  get longestPause(): Pause {
    return this.#longest;
  }

  /** Whether each acknowledged record was read where it was acknowledged. Throws DEMO_RECORD_LOST, DEMO_RECORD_UNKNOWN. */
  close(): void {
    for (const [key, { partition, offset, value }] of this.#sent) {
      const found = this.#read.get(key);
      if (found !== value)
        throw demoErrors.DEMO_RECORD_LOST({ partition, offset, value, found: found ?? '–' });
    }
    if (this.numbered !== this.sent) {
      throw demoErrors.DEMO_RECORD_UNKNOWN({ read: this.numbered, sent: this.sent });
    }
  }

  #readNumbered(entry: Entry): void {
    const { partition, value } = entry;
    const previous = this.#last.get(partition);
    if (previous !== undefined && !comesAfter(orderNumber(value)!, orderNumber(previous)!)) {
      throw demoErrors.DEMO_ORDER_BROKEN({ partition, found: value, previous });
    }
    this.#last.set(partition, value);
    this.#read.set(keyOf(entry), value);
  }

  #measurePause(side: Side, at: number): void {
    const last = this.#lastRead;
    if (last && at - last.at > this.#longest.ms) {
      this.#longest = { ms: at - last.at, atHandOff: last.side !== side };
    }
    this.#lastRead = { at, side };
  }
}
