import { type Answer, jsonBody, RESPONSE, type RemotingCommand, retryTopic } from '@mqferry/rocketmq';
import type { ClientRegistry } from '../clients/client-registry.ts';
import { readHeartbeat } from '../clients/heartbeat.ts';

/** What a gateway needs for what clients ask the broker that it is in their routes. */
export interface PresenceWorld {
  readonly clients: ClientRegistry;
  /** Asks real brokers of these topics one after the other until one answers; undefined: none did. */
  readonly askBrokerOf: (
    topics: readonly string[],
    request: RemotingCommand,
  ) => Promise<RemotingCommand | undefined>;
}

type Serve = (world: PresenceWorld, request: RemotingCommand, connection: object) => Answer | Promise<Answer>;

const SUCCESS: Answer = { code: RESPONSE.SUCCESS };

const heartbeat: Serve = ({ clients }, { body }, connection) => {
  clients.told(connection, readHeartbeat(body));
  return SUCCESS;
};

const leave: Serve = ({ clients }, { fields }, connection) => {
  clients.leaves(connection, fields.producerGroup, fields.consumerGroup);
  return SUCCESS;
};

const passOn = async (world: PresenceWorld, topics: readonly string[], request: RemotingCommand) => {
  const answer = await world.askBrokerOf(topics, request);
  return answer ?? { code: RESPONSE.SERVICE_NOT_AVAILABLE, remark: 'no broker of the topic can be reached' };
};

const members: Serve = (world, request, connection) => {
  const { consumerGroup = '' } = request.fields;
  const consumer = world.clients
    .heartbeatOf(connection)
    ?.consumers.find(({ group }) => group === consumerGroup);
  return passOn(world, [...(consumer?.topics ?? []), retryTopic(consumerGroup)], request);
};

const subscribedTopic = jsonBody((value) => value.field('subscriptionData').field('topic').text());
const assignedTopic = jsonBody((value) => value.field('topic').text());

/** What Java's, Go's and our clients ask of a broker that they choose from a topic's route by chance. */
const SERVED: Readonly<Record<number, Serve>> = {
  /** QUERY_MESSAGE, which goes to every broker of the route. */
  12: () => ({ code: RESPONSE.QUERY_NOT_FOUND, remark: 'no messages are stored here' }),
  /** HEART_BEAT */
  34: heartbeat,
  /** UNREGISTER_CLIENT */
  35: leave,
  /** GET_CONSUMER_LIST_BY_GROUP */
  38: members,
  /** CHECK_CLIENT_CONFIG */
  46: (world, request) => passOn(world, [subscribedTopic(request.body)], request),
  /** QUERY_ASSIGNMENT */
  400: (world, request) => passOn(world, [assignedTopic(request.body)], request),
};

/** What the gateway answers as a broker; undefined: brokers are not asked that by chance. */
export const presenceAnswer = (
  world: PresenceWorld,
  request: RemotingCommand,
  connection: object,
): Answer | Promise<Answer> | undefined => SERVED[request.code]?.(world, request, connection);
