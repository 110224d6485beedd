import type { MessageBooks } from './message-books.ts';

/** A kind of client, with its release. */
export type ClientKind = 'java-4.9.7' | 'java-5.5.0' | 'go-2.1.2' | 'mqferry';

export const CLIENT_KINDS: readonly ClientKind[] = ['java-4.9.7', 'java-5.5.0', 'go-2.1.2', 'mqferry'];

/** How often clients do what they do by themselves, in milliseconds. */
export interface Pace {
  readonly routes: number;
  readonly heartbeats: number;
  readonly rebalance: number;
  readonly offsets: number;
}

/** For tests that have no time for the clients’ defaults of 30, 30, 20 and 5 seconds. */
export const QUICK: Pace = { routes: 3000, heartbeats: 3000, rebalance: 1000, offsets: 1000 };

/**
 * What a producer does. `keyed`: messages of one key go to one queue. `transactional`: in turns, by the number of the
 * message, it commits, rolls back, or says unknown and, when it is asked back, commits or rolls back.
 */
export type ProducerManner = 'plain' | 'keyed' | 'delayed' | 'transactional';

/** A producer of an application, which sends at a steady rate. */
export interface ProducerOptions {
  /** The second part of its client id, so no other member of any group may have it. */
  readonly name: string;
  readonly group: string;
  readonly manner?: ProducerManner;
  /** Messages a second; 10. */
  readonly rate?: number;
  /** How many keys take turns; 10. */
  readonly keys?: number;
  /** For `delayed`. */
  readonly delayLevel?: number;
  /** Sends what failed again before anything else, as an application to which order matters has to. */
  readonly sendsAgain?: boolean;
}

/** How a consumer gets messages. */
export type ConsumerManner = 'concurrent' | 'orderly' | 'broadcast';

/** A consumer of an application. */
export interface ConsumerOptions {
  /** The second part of its client id, so no other member of any group may have it. */
  readonly name: string;
  readonly group: string;
  readonly manner?: ConsumerManner;
  /** Each message whose number is a multiple of `every` fails the first `times`. */
  readonly fails?: { readonly every: number; readonly times: number };
  /** How often a message is delivered again before it is a dead letter; the client's default unless given. */
  readonly maxReconsumeTimes?: number;
}

/** A producer or consumer that runs. */
export interface LiveMember {
  /** The id by which brokers know its client. */
  readonly clientId: string;
  /** Lets what is under way end. */
  stop(): Promise<void>;
}

/** A producer that runs. */
export interface LiveProducer extends LiveMember {
  /** It sends no more; its client stays, and answers brokers that ask back. */
  rest(): Promise<void>;
}

/** One program with clients of one kind, at one list of name servers. */
export interface LiveClients {
  readonly kind: ClientKind;
  producer(books: MessageBooks, options: ProducerOptions): Promise<LiveProducer>;
  consumer(books: MessageBooks, options: ConsumerOptions): Promise<LiveMember>;
  /** The ids that brokers asked a producer back about. */
  checked(producer: string): readonly string[];
  /** Ends the program with all its clients. Throws when it has ended before. */
  end(): Promise<void>;
}

/** Whether a transactional producer rolls a message back in the end. */
export const isRolledBack = (number: number): boolean => number % 2 === 1;

/** What a group has to see, and what it gives up. */
export const enterReader = (books: MessageBooks, options: ConsumerOptions): string => {
  const { name, group, manner, fails, maxReconsumeTimes = 16 } = options;
  const reader = manner === 'broadcast' ? name : group;
  const givesUp = fails && fails.times > maxReconsumeTimes ? fails.every : undefined;
  books.addReader(reader, (number) => givesUp !== undefined && number % givesUp === 0);
  return reader;
};
