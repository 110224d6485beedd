import { call } from '../../connection/call.ts';
import type { StoredMessage } from '../../message/stored-message.ts';
import { retryTopic } from '../../names/topic-names.ts';
import { CHECK_CLIENT_CONFIG } from '../../protocol/requests/heartbeat.ts';
import type { ClientCore } from '../core/client-core.ts';
import type {
  ConsumerDescription,
  ConsumerMember,
  QueueOffset,
  RunningInfo,
  ServedConsumer,
} from '../core/members.ts';
import { Repeated } from '../core/repeated.ts';
import { ReplicaChoice } from '../pull/replica-choice.ts';
import { createSubscription, type Subscription, subscriptionData } from '../subscription.ts';
import { brokerOffsets } from './broker-offsets.ts';
import { ConcurrentConsumption } from './concurrent-consumption.ts';
import type { Consumption } from './consumption.ts';
import { fileOffsets } from './file-offsets.ts';
import { OffsetStore } from './offset-store.ts';
import { OrderlyConsumption } from './orderly-consumption.ts';
import { OwnedQueues } from './owned-queues.ts';
import type { ProcessQueue } from './process-queue.ts';
import type { PushConsumerOptions } from './push-options.ts';
import { shareOfGroup, wholeTopic } from './queue-share.ts';
import { ReceivedMessage } from './received-message.ts';

const REBALANCE_MS = 20_000;
const RENEW_LOCKS_MS = 20_000;
const STORE_OFFSETS_MS = 5_000;
const MAX_CACHED_MESSAGES = 1000;
const MAX_CACHED_BYTES = 100 * 1024 * 1024;
const MAX_SPAN = 2000;
const MAX_RECONSUME_TIMES = 16;
const WITHOUT_END = 0x7fff_ffff;

const CONSUME_FROM = {
  first: 'CONSUME_FROM_FIRST_OFFSET',
  last: 'CONSUME_FROM_LAST_OFFSET',
} as const;

/**
 * A member of a group that has messages come to it: it shares the queues with the other members, pulls them, has the program
 * consume what came, and stores how far it is. Made by `RocketmqClient.pushConsumer`.
 */
export class PushConsumer implements ConsumerMember, ServedConsumer {
  readonly served: ServedConsumer = this;
  readonly #core: ClientCore;
  readonly #options: PushConsumerOptions;
  readonly #group: string;
  readonly #subscriptions: ReadonlyMap<string, Subscription>;
  readonly #offsets: OffsetStore;
  readonly #consumption: Consumption;
  readonly #owned: OwnedQueues;
  readonly #rebalance: Repeated;
  readonly #timers: readonly Repeated[];
  readonly #startedAt = Date.now();
  #paused = false;
  #closing: Promise<void> | undefined;

  /** For `RocketmqClient`, which starts it. */
  constructor(core: ClientCore, options: PushConsumerOptions) {
    const { broadcast = false, orderly = false, storeOffsetsMs = STORE_OFFSETS_MS } = options;
    this.#core = core;
    this.#options = options;
    this.#group = core.wrap(options.group);
    this.#subscriptions = this.#subscribe(broadcast);
    const place = broadcast
      ? fileOffsets(core.clientId, this.#group, options.offsetFolder)
      : brokerOffsets(core, this.#group);
    this.#offsets = new OffsetStore(place);
    const queues = new Map<string, ProcessQueue>();
    this.#consumption = this.#consume(queues);
    const locks = orderly && !broadcast;
    this.#owned = new OwnedQueues(
      {
        pulls: {
          ...{ core, locks, group: this.#group, offsets: this.#offsets },
          replicas: new ReplicaChoice(core),
          batchSize: options.pullBatchSize ?? 32,
          limits: {
            messages: options.maxCachedMessages ?? MAX_CACHED_MESSAGES,
            bytes: options.maxCachedBytes ?? MAX_CACHED_BYTES,
            span: options.orderly ? undefined : BigInt(options.maxSpan ?? MAX_SPAN),
          },
          isPaused: () => this.#paused || this.#closing !== undefined,
          subscription: (topic) => this.#subscriptions.get(topic)!,
        },
        offsets: this.#offsets,
        consumption: this.#consumption,
        share: broadcast ? wholeTopic(core) : shareOfGroup(core, this.#group),
        consumeFrom: options.consumeFrom ?? 'last',
        rebalance: (withinMs) => this.#rebalance.within(withinMs),
      },
      queues,
    );
    const topics = [...this.#subscriptions.keys()];
    const { rebalanceMs = REBALANCE_MS } = options;
    this.#rebalance = new Repeated(rebalanceMs, () => this.#owned.share(topics), core.problem);
    const keepOffsets = new Repeated(storeOffsetsMs, () => this.#offsets.keep(), core.problem);
    const renewLocks = new Repeated(RENEW_LOCKS_MS, () => this.#owned.renewLocks(), core.problem);
    this.#timers = locks ? [this.#rebalance, keepOffsets, renewLocks] : [this.#rebalance, keepOffsets];
  }

  /**
   * Joins the group and takes its share of the queues. Throws ROCKETMQ_GROUP_TAKEN, ROCKETMQ_CLIENT_CLOSED, what asking name
   * servers throws, and what a broker answers that does not take an expression of SQL92.
   */
  async start(): Promise<void> {
    for (const topic of this.#subscriptions.keys()) await this.#core.routes.queuesToRead(topic);
    for (const subscription of this.#subscriptions.values()) await this.#check(subscription);
    await this.#core.joinConsumer(this.#group, this);
    for (const timer of this.#timers) timer.start();
    await this.#rebalance.now();
  }

  /** Queues that are its share now, of all topics that it subscribes to and of its retry topic. */
  get queues() {
    return [...this.#owned.queues.values()].map(({ queue }) => this.#core.unwrapQueue(queue));
  }

  /** Pulls no more until `resume`; what was pulled is still consumed. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    for (const queue of this.#owned.queues.values()) queue.changed.notify();
  }

  /**
   * Begins to consume nothing more, waits for what is being consumed, stores how far it is, and leaves the group.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  describe(): ConsumerDescription {
    const { broadcast = false, consumeFrom = 'last' } = this.#options;
    return {
      groupName: this.#group,
      consumeType: 'CONSUME_PASSIVELY',
      messageModel: broadcast ? 'BROADCASTING' : 'CLUSTERING',
      consumeFromWhere:
        typeof consumeFrom === 'number' ? 'CONSUME_FROM_TIMESTAMP' : CONSUME_FROM[consumeFrom],
      subscriptions: [...this.#subscriptions.values()],
    };
  }

  /** For brokers. */
  membersChanged(): void {
    this.#rebalance.within(0);
  }

  /** For brokers. */
  async resetOffsets(topic: string, offsets: readonly QueueOffset[]): Promise<void> {
    const wanted = new Map(
      offsets.map(({ brokerName, queueId, offset }) => [`${brokerName} ${queueId}`, offset]),
    );
    const restarts = [...this.#owned.queues.values()].map(async (queue) => {
      const { brokerName, queueId } = queue.queue;
      const offset = queue.queue.topic === topic ? wanted.get(`${brokerName} ${queueId}`) : undefined;
      if (offset !== undefined) await this.#owned.restart(queue, offset);
    });
    await Promise.all(restarts);
  }

  /** For brokers. */
  offsets(topic: string): readonly QueueOffset[] {
    return this.#offsets.list(topic);
  }

  /** For brokers. */
  runningInfo(): RunningInfo {
    const { orderly = false, concurrency = 20, batchSize = 1 } = this.#options;
    return {
      properties: {
        PROP_CONSUMEORDERLY: String(orderly),
        PROP_THREADPOOL_CORE_SIZE: String(concurrency),
        PROP_CONSUMER_START_TIMESTAMP: String(this.#startedAt),
        consumerGroup: this.#group,
        consumeMessageBatchMaxSize: String(batchSize),
      },
      queues: [...this.#owned.queues.values()].map((queue) => ({
        queue: queue.queue,
        info: queue.info(this.#offsets.position(queue.queue)),
      })),
    };
  }

  /** For brokers. */
  consumeDirectly(message: StoredMessage, brokerName = '') {
    const { topic, queueId } = message;
    return this.#consumption.directly(
      new ReceivedMessage(this.#core, message, { topic, brokerName, queueId }),
    );
  }

  #subscribe(broadcast: boolean): ReadonlyMap<string, Subscription> {
    const chosen = this.#options.subscriptions.map((options) =>
      createSubscription(options, this.#core.wrap(options.topic)),
    );
    // Broadcasting groups have nothing delivered again.
    const own = broadcast ? [] : [createSubscription({}, retryTopic(this.#group))];
    return new Map([...chosen, ...own].map((subscription) => [subscription.topic, subscription]));
  }

  #consume(queues: ReadonlyMap<string, ProcessQueue>): Consumption {
    const core = this.#core;
    const options = this.#options;
    const offsets = this.#offsets;
    const group = this.#group;
    if (options.orderly) {
      const { maxReconsumeTimes = WITHOUT_END } = options;
      return new OrderlyConsumption({ core, options, offsets, sendBack: { core, group, maxReconsumeTimes } });
    }
    const { maxReconsumeTimes = MAX_RECONSUME_TIMES } = options;
    const sendBack = { core, group, maxReconsumeTimes };
    return new ConcurrentConsumption({ core, options, offsets, sendBack, queues });
  }

  /** Has a broker look at an expression, which it would not complain about otherwise (`MQClientInstance.checkClientInBroker`). */
  async #check(subscription: Subscription): Promise<void> {
    if (subscription.type === 'TAG') return;
    const broker = this.#core.routes.brokerOf(subscription.topic);
    if (broker === undefined) return;
    const { clientId } = this.#core;
    const body = JSON.stringify({
      ...{ clientId, group: this.#group, namespace: this.#core.namespace },
      subscriptionData: subscriptionData(subscription),
    });
    await call(await this.#core.connect(broker), CHECK_CLIENT_CONFIG, {}, { body: Buffer.from(body) });
  }

  async #close(): Promise<void> {
    await Promise.all(this.#timers.map((timer) => timer.stop()));
    await this.#consumption.end();
    await this.#owned.giveUpAll();
    await this.#core.leaveConsumer(this.#group, this);
  }
}
