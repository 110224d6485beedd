import { BodyValue, type FastjsonObject, type FastjsonValue, parseFastjson } from '@mqferry/rocketmq';

/** An entry of a route with all its fields, also those that only some releases know. */
export interface RouteEntry {
  readonly brokerName: string;
  readonly fields: FastjsonObject;
}

/** What a name server says of a topic (Java's `TopicRouteData`), as it said it. */
export interface RouteDocument {
  /** All of it. */
  readonly fields: FastjsonObject;
  /** Its queues at each broker; `fields` has `perm`, `readQueueNums` and `writeQueueNums`. */
  readonly queues: readonly (RouteEntry & { readonly perm: number })[];
  /** Its brokers; `fields` has `cluster` and `brokerAddrs`. */
  readonly brokers: readonly RouteEntry[];
  /** Queues of an ordered topic: `brokerName:queues` joined by `;`. */
  readonly orderTopicConf: string | undefined;
  /** Whether its queues are logical ones of 5.x that lie on several brokers one after the other. */
  readonly isStatic: boolean;
}

const entries = (
  root: BodyValue,
  document: FastjsonObject,
  name: string,
): (RouteEntry & { at: BodyValue })[] => {
  const list = document[name] as readonly FastjsonObject[] | null | undefined;
  return root
    .field(name)
    .list((at) => at)
    .map((at, index) => ({
      brokerName: at.field('brokerName').text(),
      fields: list![index]!,
      at,
    }));
};

const isFilled = (value: FastjsonValue | undefined): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** Reads a route. Throws ROCKETMQ_JSON_MALFORMED or ROCKETMQ_BODY_UNEXPECTED. */
export const readRouteDocument = (body: Buffer): RouteDocument => {
  const document = parseFastjson(body.toString()) as FastjsonObject;
  const root = new BodyValue(document);
  return {
    fields: document,
    queues: entries(root, document, 'queueDatas').map(({ at, ...entry }) => ({
      ...entry,
      perm: at.field('perm').int32(),
    })),
    brokers: entries(root, document, 'brokerDatas').map(({ at, ...entry }) => {
      at.field('brokerAddrs').entries((address) => address.text());
      return entry;
    }),
    orderTopicConf: root.field('orderTopicConf').optional((text) => text.text()),
    isStatic: isFilled(document.topicQueueMappingByBroker),
  };
};

/**
 * The same route with other addresses of brokers. What has no other address is left out, and so are brokers and queues of
 * which nothing is left.
 */
export const withAddresses = (
  { fields, queues, brokers, ...rest }: RouteDocument,
  addressOf: (address: string) => string | undefined,
): RouteDocument => {
  const kept = brokers.flatMap(({ brokerName, fields: broker }) => {
    const addresses = Object.entries(broker.brokerAddrs as Readonly<Record<string, string>>).flatMap(
      ([id, address]) => {
        const other = addressOf(address);
        return other === undefined ? [] : [[id, other] as const];
      },
    );
    const brokerAddrs = Object.fromEntries(addresses);
    return addresses.length === 0 ? [] : [{ brokerName, fields: { ...broker, brokerAddrs } }];
  });
  const names = new Set(kept.map(({ brokerName }) => brokerName));
  const reached = queues.filter(({ brokerName }) => names.has(brokerName));
  return {
    ...rest,
    queues: reached,
    brokers: kept,
    fields: {
      ...fields,
      queueDatas: reached.map((queue) => queue.fields),
      brokerDatas: kept.map((broker) => broker.fields),
    },
  };
};
