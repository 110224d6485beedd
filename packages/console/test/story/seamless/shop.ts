import {
  type ClientKind,
  type LiveClients,
  type LiveProducer,
  QUICK,
} from '../../../../../scenarios/rocketmq-migration/lib/live-clients.ts';
import { MessageBooks } from '../../../../../scenarios/rocketmq-migration/lib/message-books.ts';
import { startClients } from '../../../../../scenarios/rocketmq-migration/lib/start-clients.ts';

const RATE = 20;

interface Application {
  readonly kind: ClientKind;
  readonly books: MessageBooks;
  readonly group: string;
  readonly consumers: number;
}

/** A client that somebody has forgotten to move. */
export interface Forgotten {
  readonly clientId: string;
  stop(): Promise<void>;
}

/** The applications of a shop, each with a topic, a producer and a group, and books of all its messages. */
export class Shop {
  readonly #applications: readonly Application[];
  #programs: readonly LiveClients[] = [];
  #producers: readonly LiveProducer[] = [];

  /** One application of a Java release, the first, and two of our client. */
  constructor(java: 'java-4.9.7' | 'java-5.5.0') {
    const application = (name: string, kind: ClientKind, consumers: number): Application => ({
      ...{ kind, consumers, group: `${name}-workers` },
      books: new MessageBooks(name),
    });
    this.#applications = [
      application('orders', java, 2),
      application('payments', 'mqferry', 1),
      application('stock', 'mqferry', 1),
    ];
  }

  /** What the topics and groups are called. */
  get topics(): readonly { readonly name: string; readonly groups: readonly string[] }[] {
    return this.#applications.map(({ books: { topic }, group }) => ({ name: topic, groups: [group] }));
  }

  /** How many clients there are when it is open. */
  get clients(): number {
    return this.#applications.reduce((sum, { consumers }) => sum + consumers + 1, 0);
  }

  /** Starts every client with these name servers. */
  async open(nameServers: string): Promise<void> {
    const kinds = [...new Set(this.#applications.map(({ kind }) => kind))];
    this.#programs = await Promise.all(kinds.map((kind) => startClients(kind, nameServers, QUICK)));
    this.#producers = await Promise.all(
      this.#applications.map((each) => start(each, this.#programs[kinds.indexOf(each.kind)]!)),
    );
  }

  /** Stops every client; what was being sent is sent. */
  async close(): Promise<void> {
    await Promise.all(this.#producers.map((producer) => producer.rest()));
    for (const program of this.#programs) await program.end();
    this.#programs = [];
    this.#producers = [];
  }

  /** Starts a consumer of the first application with name servers of its own. */
  async forget(nameServers: string): Promise<Forgotten> {
    const [{ books, group }] = this.#applications as [Application];
    const program = await startClients('mqferry', nameServers, QUICK);
    const { clientId } = await program.consumer(books, { name: 'nightly-report', group });
    return { clientId, stop: () => program.end() };
  }

  /** Has producers send no more, and waits until all that they sent is processed. */
  async settle(): Promise<void> {
    await Promise.all(this.#producers.map((producer) => producer.rest()));
    await Promise.all(this.#applications.map(({ books }) => books.untilProcessed()));
  }

  /** How many messages were sent, and everything that went wrong: lost, failed to be sent, or never written and yet delivered. */
  account(): { readonly sent: readonly number[]; readonly faults: readonly string[] } {
    return {
      sent: this.#applications.map(({ books }) => books.written.length),
      faults: this.#applications.flatMap(({ books }) => [
        ...books.faults(),
        ...books.failed.map(({ id, error }) => `${books.topic}: ${id} failed: ${error}`),
      ]),
    };
  }
}

const start = async (
  { books, group, consumers }: Application,
  program: LiveClients,
): Promise<LiveProducer> => {
  for (let number = 1; number <= consumers; number += 1) {
    await program.consumer(books, { name: `${books.topic}-${number}`, group });
  }
  return program.producer(books, {
    ...{ name: `${books.topic}-till`, group: `${books.topic}-tills`, rate: RATE },
  });
};
