import { jsonBody } from '@mqferry/rocketmq';

/** A consumer as its client describes it: Java's `ConsumerData`. */
export interface SeenConsumer {
  readonly group: string;
  /** CONSUME_PASSIVELY (push), CONSUME_ACTIVELY (pull) or CONSUME_POP. */
  readonly consumeType: string | undefined;
  /** CLUSTERING or BROADCASTING. */
  readonly messageModel: string | undefined;
  /** CONSUME_FROM_LAST_OFFSET and the like. */
  readonly consumeFromWhere: string | undefined;
  readonly topics: readonly string[];
}

/** What a client says of itself to every broker that it knows: Java's `HeartbeatData`. */
export interface Heartbeat {
  readonly clientId: string;
  readonly producerGroups: readonly string[];
  readonly consumers: readonly SeenConsumer[];
}

/** Reads the body of a HEART_BEAT. Throws ROCKETMQ_JSON_MALFORMED or ROCKETMQ_BODY_UNEXPECTED. */
export const readHeartbeat = jsonBody(
  (value): Heartbeat => ({
    clientId: value.field('clientID').text(),
    producerGroups:
      value
        .field('producerDataSet')
        .optional((set) => set.list((producer) => producer.field('groupName').text())) ?? [],
    consumers:
      value.field('consumerDataSet').optional((set) =>
        set.list((consumer) => ({
          group: consumer.field('groupName').text(),
          consumeType: consumer.field('consumeType').optional((text) => text.text()),
          messageModel: consumer.field('messageModel').optional((text) => text.text()),
          consumeFromWhere: consumer.field('consumeFromWhere').optional((text) => text.text()),
          topics:
            consumer
              .field('subscriptionDataSet')
              .optional((topics) => topics.list((topic) => topic.field('topic').text())) ?? [],
        })),
      ) ?? [],
  }),
);
