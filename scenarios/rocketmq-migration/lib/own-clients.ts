import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addressText, codedErrorIn } from '@mqferry/core';
import {
  type OutgoingMessage,
  type Producer,
  parseOffsetMessageId,
  type ReceivedMessage,
  RocketmqClient,
  type SendResult,
  type TransactionOutcome,
} from '@mqferry/rocketmq';
import type { Delivery } from './entries.ts';
import {
  type ConsumerOptions,
  enterReader,
  isRolledBack,
  type LiveClients,
  type LiveMember,
  type LiveProducer,
  type Pace,
  type ProducerOptions,
} from './live-clients.ts';
import type { MessageBooks } from './message-books.ts';

const NO_ANSWER: ReadonlySet<string> = new Set(['ROCKETMQ_TIMEOUT', 'ROCKETMQ_DISCONNECTED']);
const SUSPEND_MS = 100;
/** The client's 3 s are not always enough on a busy machine. */
const SEND_MS = 20_000;

const numberOf = (id: string): number => Number(id.split('.')[1]);

/** In turns committed, rolled back, unknown and committed when asked, unknown and rolled back when asked. */
const fate = (body: Buffer, asked: boolean): TransactionOutcome => {
  const number = numberOf(String(body).split(' ')[0]!);
  if (number % 4 >= 2 && !asked) return 'unknown';
  return isRolledBack(number) ? 'rollback' : 'commit';
};

const send = async (
  producer: Producer,
  message: OutgoingMessage,
  key: string,
  { manner, delayLevel }: ProducerOptions,
): Promise<SendResult> => {
  if (manner === 'keyed') return producer.send(message, { orderBy: key });
  if (manner === 'delayed') return producer.send({ ...message, delayLevel });
  if (manner === 'transactional') {
    return producer.sendInTransaction(message, () => fate(message.body, false));
  }
  return producer.send(message);
};

/** Whether it is stored. */
const sendOne = async (
  producer: Producer,
  books: MessageBooks,
  id: string,
  options: ProducerOptions,
): Promise<boolean> => {
  const { name, keys = 10, manner } = options;
  const key = `k${numberOf(id) % keys}`;
  const message = { topic: books.topic, body: Buffer.from(`${id} ${key}`), keys: [id] };
  try {
    const { status, queue, queueOffset, offsetMessageId } = await send(producer, message, key, options);
    if (status !== 'ok') throw new Error(status);
    const host = addressText(parseOffsetMessageId(offsetMessageId).storeHost);
    books.wrote({
      ...{ id, key, producer: name },
      place: { broker: queue.brokerName, queueId: queue.queueId, offset: queueOffset, host },
      rolledBack: manner === 'transactional' && isRolledBack(numberOf(id)),
    });
    return true;
  } catch (error) {
    const code = codedErrorIn(error)?.code;
    const undecided = code === undefined || NO_ANSWER.has(code);
    books.unsent({ id, producer: name, undecided, error: String(error) });
    return false;
  }
};

/** Sends at a steady rate until `stopped`. */
const sendAll = async (
  producer: Producer,
  books: MessageBooks,
  options: ProducerOptions,
  stopped: AbortSignal,
): Promise<void> => {
  const run = books.nextRun();
  const pauseMs = 1000 / (options.rate ?? 10);
  let next = performance.now();
  for (let number = 1; !stopped.aborted; ) {
    const isStored = await sendOne(producer, books, `${run}.${number}`, options);
    if (isStored || !options.sendsAgain) number += 1;
    next = Math.max(next + pauseMs, performance.now() - pauseMs);
    await pause(Math.max(0, next - performance.now()));
  }
};

const deliveryOf = (message: ReceivedMessage, reader: string, { name, fails }: ConsumerOptions): Delivery => {
  const [id, key] = String(message.body).split(' ') as [string, string];
  const { queue, queueOffset, reconsumeTimes } = message;
  const isFailing = fails && numberOf(id) % fails.every === 0 && reconsumeTimes < fails.times;
  return {
    ...{ id, key, consumer: name, reader, processed: !isFailing, reconsumeTimes },
    place: {
      ...{ broker: queue.brokerName, queueId: queue.queueId, offset: queueOffset },
      host: addressText(message.stored.storeHost),
    },
    at: Math.round((performance.timeOrigin + performance.now()) * 1000),
  };
};

/** Clients of ours, in this process; without a pace they keep their own. */
export class OwnClients implements LiveClients {
  readonly kind = 'mqferry';
  readonly #nameServers: string;
  readonly #pace: Pace | undefined;
  readonly #checked = new Map<string, string[]>();
  readonly #members = new Set<LiveMember>();
  readonly #folder: Promise<string>;

  constructor(nameServers: string, pace?: Pace) {
    this.#nameServers = nameServers;
    this.#pace = pace;
    this.#folder = mkdtemp(join(tmpdir(), 'mqferry-own-offsets-'));
  }

  async producer(books: MessageBooks, options: ProducerOptions): Promise<LiveProducer> {
    const { name, group, manner } = options;
    const client = this.#client(name);
    const checkTransaction = ({ body }: { readonly body: Buffer }) => {
      this.#checked.set(name, [...this.checked(name), String(body).split(' ')[0]!]);
      return fate(body, true);
    };
    const producer = await client.producer({
      ...{ group, sendTimeoutMs: SEND_MS },
      ...(manner === 'transactional' ? { checkTransaction } : {}),
    });
    const stopped = new AbortController();
    const sending = sendAll(producer, books, options, stopped.signal);
    const rest = () => {
      stopped.abort();
      return sending;
    };
    const member = {
      ...{ clientId: client.clientId, rest },
      stop: async () => {
        await rest();
        await client.close();
        this.#members.delete(member);
      },
    };
    this.#members.add(member);
    return member;
  }

  async consumer(books: MessageBooks, options: ConsumerOptions): Promise<LiveMember> {
    const { name, group, manner, maxReconsumeTimes } = options;
    const client = this.#client(name);
    const reader = enterReader(books, options);
    const take = ([message]: readonly ReceivedMessage[]): boolean => {
      const delivery = deliveryOf(message!, reader, options);
      books.delivered(delivery);
      return delivery.processed;
    };
    const common = {
      ...{ group, subscriptions: [{ topic: books.topic }], maxReconsumeTimes },
      ...{ consumeFrom: 'first' as const, broadcast: manner === 'broadcast' },
      ...{ offsetFolder: await this.#folder },
      ...{ rebalanceMs: this.#pace?.rebalance, storeOffsetsMs: this.#pace?.offsets },
    };
    await client.pushConsumer(
      manner === 'orderly'
        ? {
            ...{ ...common, orderly: true },
            onMessages: (messages) => (take(messages) ? undefined : { suspendMs: SUSPEND_MS }),
          }
        : { ...common, onMessages: (messages) => (take(messages) ? undefined : { retryFrom: 0 }) },
    );
    const member = {
      clientId: client.clientId,
      stop: async () => {
        await client.close();
        this.#members.delete(member);
      },
    };
    this.#members.add(member);
    return member;
  }

  checked(producer: string): readonly string[] {
    return this.#checked.get(producer) ?? [];
  }

  async end(): Promise<void> {
    await Promise.all([...this.#members].map((member) => member.stop()));
    await rm(await this.#folder, { recursive: true, force: true });
  }

  #client(instanceName: string): RocketmqClient {
    return new RocketmqClient({
      ...{ nameServers: this.#nameServers, instanceName },
      ...{ routeRefreshMs: this.#pace?.routes, heartbeatMs: this.#pace?.heartbeats },
    });
  }
}
