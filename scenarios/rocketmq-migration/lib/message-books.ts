import { type Doubled, doubledOf } from './doubled.ts';
import type { Delivery, Unsent, Written } from './entries.ts';

const WAIT_MS = 150_000;
/** How many ids are named in an error. */
const NAMED = 5;

interface Reader {
  readonly givesUp: (id: string) => boolean;
  readonly done: Set<string>;
  /** Written and not processed yet. */
  readonly missing: Set<string>;
}

interface Waiter {
  readonly wrote?: (written: Written) => void;
  readonly delivered?: (delivery: Delivery) => void;
  /** Something was written down: looks whether that is all. */
  readonly look: () => void;
  readonly fail: (error: Error) => void;
}

const numberOf = (id: string): number => Number(id.split('.')[1]);
const some = (ids: Iterable<string>): string => [...ids].slice(0, NAMED).join(', ');

/**
 * The books on one topic of an application: what its producers were told is safe, and what its consumers processed, both
 * with broker, queue and offset.
 */
export class MessageBooks {
  readonly topic: string;
  readonly #written = new Map<string, Written>();
  readonly #unsent = new Map<string, Unsent>();
  readonly #errors: Unsent[] = [];
  readonly #sentAgain = new Set<string>();
  readonly #deliveries: Delivery[] = [];
  readonly #readers = new Map<string, Reader>();
  readonly #waiters = new Set<Waiter>();
  #run = 0;
  #broken: Error | undefined;

  constructor(topic: string) {
    this.topic = topic;
  }

  /** Number of the next run of a producer. */
  nextRun(): number {
    this.#run += 1;
    return this.#run;
  }

  /** Somebody has to see every message from now on; of those that were written before, all too. `givesUp`: what ends among the dead letters. */
  addReader(name: string, givesUp: (number: number) => boolean = () => false): void {
    if (this.#readers.has(name)) return;
    const reader: Reader = {
      givesUp: (id) => givesUp(numberOf(id)),
      done: new Set(),
      missing: new Set(),
    };
    this.#readers.set(name, reader);
    for (const written of this.#written.values()) this.#expect(reader, written);
  }

  wrote(written: Written): void {
    this.#written.set(written.id, written);
    // It was sent again.
    this.#unsent.delete(written.id);
    for (const reader of this.#readers.values()) this.#expect(reader, written);
    for (const waiter of this.#waiters) waiter.wrote?.(written);
    this.#look();
  }

  unsent(unsent: Unsent): void {
    this.#unsent.set(unsent.id, unsent);
    this.#errors.push(unsent);
    this.#look();
  }

  /** A producer's client gave up waiting for an answer, and sent the message again by itself. */
  sentAgain(id: string): void {
    this.#sentAgain.add(id);
  }

  delivered(delivery: Delivery): void {
    this.#deliveries.push(delivery);
    const reader = this.#readers.get(delivery.reader)!;
    if (delivery.processed) {
      reader.done.add(delivery.id);
      reader.missing.delete(delivery.id);
    }
    for (const waiter of this.#waiters) waiter.delivered?.(delivery);
    this.#look();
  }

  /** A program that writes here has ended: whoever waits is told. */
  break(error: Error): void {
    this.#broken = error;
    for (const { fail } of this.#waiters) fail(error);
  }

  /** Waits until so many more messages were written, by certain producers or to certain brokers. */
  async untilWritten(more: number, counts: (written: Written) => boolean = () => true): Promise<void> {
    let left = more;
    await this.#until(
      () => left <= 0,
      () => `${left} of ${more} messages are not written to ${this.topic}; ${this.#complaints()}`,
      { wrote: (written) => (left -= Number(counts(written))) },
    );
  }

  /** Waits until a producer was told once more that a message is not stored. */
  async untilFailed(): Promise<void> {
    const before = this.#errors.length;
    await this.#until(
      () => this.#errors.length > before,
      () => `no send to ${this.topic} fails`,
    );
  }

  /** Waits until so many more messages came to consumers, to certain ones or from certain brokers. */
  async untilDelivered(more: number, counts: (delivery: Delivery) => boolean = () => true): Promise<void> {
    let left = more;
    await this.#until(
      () => left <= 0,
      () => `${left} of ${more} messages did not come from ${this.topic}; ${this.#complaints()}`,
      { delivered: (delivery) => (left -= Number(counts(delivery))) },
    );
  }

  /** Waits until every reader has processed all that was written, or all of certain messages. */
  async untilProcessed(counts: (written: Written) => boolean = () => true): Promise<void> {
    const lacking = ({ missing }: Reader) => [...missing].filter((id) => counts(this.#written.get(id)!));
    const readers = [...this.#readers];
    const told = () =>
      readers.map(
        ([name, reader]) => `${name} lacks ${lacking(reader).length} such as ${some(lacking(reader))}`,
      );
    await this.#until(
      () => readers.every(([, reader]) => lacking(reader).length === 0),
      () => `not all of ${this.topic} is processed: ${told().join('; ')}`,
    );
  }

  get written(): readonly Written[] {
    return [...this.#written.values()];
  }

  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Every time that a producer was told so, also of messages that it sent again and were stored then. */
  get errors(): readonly Unsent[] {
    return this.#errors;
  }

  /** What producers were told is not stored, or were told nothing about. */
  get failed(): readonly Unsent[] {
    return [...this.#unsent.values()];
  }

  /** What no reader may have: lost, never written, or rolled back and yet delivered. */
  faults(): readonly string[] {
    const lost = [...this.#readers].flatMap(([name, { missing }]) =>
      [...missing].map((id) => `${name} lost ${id}`),
    );
    const foreign = this.#deliveries.flatMap(({ id, reader }) => {
      if (this.#written.get(id)?.rolledBack) return [`${reader} has ${id}, which was rolled back`];
      if (this.#written.has(id)) return [];
      const unsent = this.#unsent.get(id);
      if (unsent?.undecided) return [];
      return [`${reader} has ${id}, ${unsent ? `which failed: ${unsent.error}` : 'which nobody wrote'}`];
    });
    return [...lost, ...new Set(foreign)];
  }

  /** What a reader processed more often than once, and why. */
  doubled(): readonly Doubled[] {
    return doubledOf(this.#deliveries, this.#sentAgain);
  }

  #expect(reader: Reader, { id, rolledBack }: Written): void {
    if (!rolledBack && !reader.done.has(id) && !reader.givesUp(id)) reader.missing.add(id);
  }

  #complaints(): string {
    const [last] = this.failed.slice(-1);
    return `${this.#unsent.size} failed${last ? `, last ${last.id} of ${last.producer}: ${last.error}` : ''}`;
  }

  #look(): void {
    for (const { look } of this.#waiters) look();
  }

  /** Looks whenever something is written down. */
  async #until(
    ready: () => boolean,
    missing: () => string,
    hears: Pick<Waiter, 'wrote' | 'delivered'> = {},
  ): Promise<void> {
    if (this.#broken) throw this.#broken;
    if (ready()) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { ...hears, look: () => ready() && resolve(), fail: reject };
    const timer = setTimeout(() => reject(new Error(`waited ${WAIT_MS} ms in vain: ${missing()}`)), WAIT_MS);
    this.#waiters.add(waiter);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }
}
