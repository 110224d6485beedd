import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { addressText } from '@mqferry/core';
import { parseOffsetMessageId } from '@mqferry/rocketmq';
import type { Place } from './entries.ts';
import {
  type ClientKind,
  type ConsumerOptions,
  enterReader,
  isRolledBack,
  type LiveClients,
  type LiveMember,
  type LiveProducer,
  type ProducerOptions,
} from './live-clients.ts';
import type { MessageBooks } from './message-books.ts';

const STOP_MS = 10_000;

/** A program that speaks lines. */
export interface LineProgram {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly exited: Promise<unknown>;
  /** The last that it wrote to stderr. */
  errorLines(): string;
  stop(graceMs?: number): Promise<unknown>;
}

interface Member {
  readonly books: MessageBooks;
  readonly reader: string;
  readonly transactional: boolean;
}

const placeOf = (broker: string, queueId: string, offset: string, host: string | undefined): Place => ({
  broker,
  queueId: Number(queueId),
  offset: BigInt(offset),
  host,
});

const hostOf = (offsetMessageId: string): string | undefined =>
  offsetMessageId === '' ? undefined : addressText(parseOffsetMessageId(offsetMessageId).storeHost);

/**
 * Clients in a program of their own. Lines go there and back, their parts divided by tabs. A command has a number, a name
 * and `option=value`, and is answered by `=`, its number, `ok` or `failed`, and a value or the error. By itself the program
 * tells `sent`, `unsent` and `took`, each with the member, the id and the key of a message first, and `checked` with the
 * member and the id.
 */
export class LineProcess implements LiveClients {
  readonly kind: ClientKind;
  readonly #program: LineProgram;
  readonly #answers = new Map<string, { ok: (value: string) => void; failed: (error: Error) => void }>();
  readonly #members = new Map<string, Member>();
  readonly #checked = new Map<string, string[]>();
  #commands = 0;
  #ending = false;
  #broken: Error | undefined;

  constructor(kind: ClientKind, program: LineProgram) {
    this.kind = kind;
    this.#program = program;
  }

  /** Resolves when the program is ready. Throws what it wrote to stderr when it ends before. */
  static async start(kind: ClientKind, program: LineProgram): Promise<LineProcess> {
    const started = new LineProcess(kind, program);
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    createInterface({ input: program.stdout }).on('line', (line) =>
      line === 'ready' ? resolve() : started.#take(line.split('\t')),
    );
    void program.exited.then(() => {
      const error = new Error(`${kind} ended: ${program.errorLines()}`);
      reject(error);
      started.#break(error);
    });
    await ready;
    return started;
  }

  async producer(books: MessageBooks, options: ProducerOptions): Promise<LiveProducer> {
    const { name, group, manner = 'plain', rate = 10, keys = 10, delayLevel = 0 } = options;
    this.#members.set(name, { books, reader: '', transactional: manner === 'transactional' });
    const clientId = await this.#ask('producer', {
      ...{ name, group, topic: books.topic, manner, rate, keys, delayLevel, run: books.nextRun() },
    });
    return { clientId, rest: () => this.#tell('rest', name), stop: () => this.#tell('stop', name) };
  }

  async consumer(books: MessageBooks, options: ConsumerOptions): Promise<LiveMember> {
    const { name, group, manner = 'concurrent', fails, maxReconsumeTimes = -1 } = options;
    this.#members.set(name, { books, reader: enterReader(books, options), transactional: false });
    const clientId = await this.#ask('consumer', {
      ...{ name, group, topic: books.topic, manner, maxReconsumeTimes },
      ...{ failEvery: fails?.every ?? 1, failTimes: fails?.times ?? 0 },
    });
    return { clientId, stop: () => this.#tell('stop', name) };
  }

  checked(producer: string): readonly string[] {
    return this.#checked.get(producer) ?? [];
  }

  async end(): Promise<void> {
    this.#ending = true;
    await this.#program.stop(STOP_MS);
    if (this.#broken) throw this.#broken;
  }

  async #tell(command: string, name: string): Promise<void> {
    await this.#ask(command, { name });
  }

  #ask(command: string, options: Readonly<Record<string, string | number>>): Promise<string> {
    this.#commands += 1;
    const id = String(this.#commands);
    const parts = Object.entries(options).map(([name, value]) => `${name}=${value}`);
    this.#program.stdin.write(`${[id, command, ...parts].join('\t')}\n`);
    return new Promise((ok, failed) => {
      this.#answers.set(id, { ok, failed });
    });
  }

  #break(error: Error): void {
    if (this.#ending) return;
    this.#broken = error;
    for (const { failed } of this.#answers.values()) failed(error);
    for (const { books } of this.#members.values()) books.break(error);
  }

  #take([kind, name = '', ...parts]: string[]): void {
    if (kind === '=') this.#answer(name, parts);
    const member = this.#members.get(name);
    if (member === undefined) return;
    if (kind === 'sent') this.#sent(name, member, parts);
    if (kind === 'unsent') this.#unsent(name, member, parts);
    if (kind === 'took') this.#took(name, member, parts);
    if (kind === 'checked') this.#checked.set(name, [...this.checked(name), parts[0]!]);
  }

  #answer(id: string, [outcome, value = '']: string[]): void {
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    if (outcome === 'ok') answer?.ok(value);
    else answer?.failed(new Error(`${this.kind}: ${value}`));
  }

  #sent(producer: string, { books, transactional }: Member, parts: string[]): void {
    const [id, key, broker, queueId, offset, offsetMessageId] = parts as [string, string, ...string[]];
    const rolledBack = transactional && isRolledBack(Number(id.split('.')[1]));
    const place = placeOf(broker!, queueId!, offset!, hostOf(offsetMessageId!));
    books.wrote({ id, key, producer, place, rolledBack });
  }

  #unsent(producer: string, { books }: Member, [id, , outcome, error]: string[]): void {
    books.unsent({ id: id!, producer, undecided: outcome === 'undecided', error: error! });
  }

  #took(consumer: string, { books, reader }: Member, parts: string[]): void {
    const [id, key, outcome, broker, queueId, offset, host, reconsumeTimes, at] = parts;
    books.delivered({
      ...{ id: id!, key: key!, consumer, reader, processed: outcome === 'ok' },
      place: placeOf(broker!, queueId!, offset!, host),
      ...{ reconsumeTimes: Number(reconsumeTimes), at: Number(at) },
    });
  }
}
