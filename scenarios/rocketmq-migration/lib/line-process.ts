import { addressText } from '@mqferry/core';
import { parseOffsetMessageId } from '@mqferry/rocketmq';
import { LineCommands, type LineProgram } from '../../lib/line-commands.ts';
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
 * Clients in a program of their own, which takes `LineCommands` with `option=value`. By itself it tells `sent`, `unsent` and
 * `took`, each with the member, the id and the key of a message first, and `checked` and `again` with the member and the id.
 */
export class LineProcess implements LiveClients {
  readonly kind: ClientKind;
  readonly #program: LineProgram;
  readonly #commands: LineCommands;
  readonly #members = new Map<string, Member>();
  readonly #checked = new Map<string, string[]>();
  #ending = false;
  #broken: Error | undefined;

  constructor(kind: ClientKind, program: LineProgram) {
    this.kind = kind;
    this.#program = program;
    this.#commands = new LineCommands(kind, program, (parts) => this.#take(parts));
    void this.#commands.ended.then((error) => this.#break(error));
  }

  /** Resolves when the program is ready. Throws what it wrote to stderr when it ends before. */
  static async start(kind: ClientKind, program: LineProgram): Promise<LineProcess> {
    const started = new LineProcess(kind, program);
    await started.#commands.ready;
    return started;
  }

  async producer(books: MessageBooks, options: ProducerOptions): Promise<LiveProducer> {
    const { name, group, manner = 'plain', rate = 10, keys = 10, delayLevel = 0 } = options;
    const again = options.sendsAgain === true ? 1 : 0;
    this.#members.set(name, { books, reader: '', transactional: manner === 'transactional' });
    const clientId = await this.#ask('producer', {
      ...{ name, group, topic: books.topic, manner, rate, keys, delayLevel, again, run: books.nextRun() },
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
    return this.#commands.ask(command, ...Object.entries(options).map(([name, value]) => `${name}=${value}`));
  }

  #break(error: Error): void {
    if (this.#ending) return;
    this.#broken = error;
    for (const { books } of this.#members.values()) books.break(error);
  }

  #take([kind, name = '', ...parts]: string[]): void {
    const member = this.#members.get(name);
    if (member === undefined) return;
    if (kind === 'sent') this.#sent(name, member, parts);
    if (kind === 'unsent') this.#unsent(name, member, parts);
    if (kind === 'again') member.books.sentAgain(parts[0]!);
    if (kind === 'took') this.#took(name, member, parts);
    if (kind === 'checked') this.#checked.set(name, [...this.checked(name), parts[0]!]);
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
