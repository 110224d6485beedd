import type { ClientOptions } from './client-options.ts';
import { ClientCore } from './core/client-core.ts';
import { Producer, type ProducerOptions } from './producer/producer.ts';
import { PullConsumer, type PullConsumerOptions } from './pull/pull-consumer.ts';
import { PushConsumer } from './push/push-consumer.ts';
import type { PushConsumerOptions } from './push/push-options.ts';

/**
 * A client of a RocketMQ cluster: producers and consumers that share connections, routes and one id. Members of one group
 * need a client each, for brokers tell them apart by it. It holds timers and connections until it is closed.
 */
export class RocketmqClient {
  readonly #core: ClientCore;

  /** Connects to nothing yet. Throws ROCKETMQ_ADDRESS_INVALID. */
  constructor(options: ClientOptions) {
    this.#core = new ClientCore(options);
  }

  /** The id by which brokers know the client. */
  get clientId(): string {
    return this.#core.clientId;
  }

  /** A producer. Throws ROCKETMQ_GROUP_TAKEN, ROCKETMQ_CLIENT_CLOSED. */
  async producer(options: ProducerOptions): Promise<Producer> {
    const producer = new Producer(this.#core, options);
    await this.#core.joinProducer(this.#core.wrap(options.group), producer);
    return producer;
  }

  /** A consumer that reads chosen queues. Throws ROCKETMQ_GROUP_TAKEN, ROCKETMQ_CLIENT_CLOSED. */
  async pullConsumer(options: PullConsumerOptions): Promise<PullConsumer> {
    const consumer = new PullConsumer(this.#core, options);
    if (options.registered ?? true) await this.#core.joinConsumer(this.#core.wrap(options.group), consumer);
    return consumer;
  }

  /**
   * A consumer that has messages come to it, which begins before this resolves. Throws ROCKETMQ_GROUP_TAKEN,
   * ROCKETMQ_CLIENT_CLOSED, and what `PushConsumer.start` throws.
   */
  async pushConsumer(options: PushConsumerOptions): Promise<PushConsumer> {
    const consumer = new PushConsumer(this.#core, options);
    try {
      await consumer.start();
      return consumer;
    } catch (error) {
      await consumer.close();
      throw error;
    }
  }

  /** Closes its producers and consumers, then its connections. */
  close(): Promise<void> {
    return this.#core.close();
  }
}
