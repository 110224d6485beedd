import { Hidden } from '@mqferry/core';
import { type RocketmqCluster, type RocketmqVersion, startRocketmq } from '@mqferry/sandbox';
import { parseAddress } from '../../../src/connection/address.ts';
import { type CallResult, call } from '../../../src/connection/call.ts';
import { RemotingConnection } from '../../../src/connection/remoting-connection.ts';
import type { RemotingCommand } from '../../../src/protocol/command.ts';
import type { FieldSpecs, FieldValues } from '../../../src/protocol/fields.ts';
import { jsonBytes } from '../../../src/protocol/json-text.ts';
import type { RequestDefinition } from '../../../src/protocol/request.ts';
import { HEART_BEAT } from '../../../src/protocol/requests/heartbeat.ts';

/** Where requests are tried: a cluster, another one with access control, and a client of the first. */
export interface Place {
  readonly version: RocketmqVersion;
  /** Asks the broker, as a client that is known to it. */
  readonly ask: Ask;
  readonly askNameServer: Ask;
  /** Asks the broker that checks who asks, with all rights. */
  readonly askGuarded: Ask;
  /** The next request with this code that the broker asks the client. */
  nextFromBroker(code: number): Promise<RemotingCommand>;
  /** Lets another client join the group of the first. */
  joinAgain(clientId: string): Promise<void>;
}

type Ask = <F extends FieldSpecs, A extends FieldSpecs, B>(
  definition: RequestDefinition<F, A, B>,
  fields: FieldValues<F>,
  body?: Buffer,
) => Promise<CallResult<A, B>>;

/** The client, its group of consumers and that of producers, and the topic that they have. */
export const CLIENT = 'here@1';
export const GROUP = 'shop';
export const PRODUCERS = 'writers';
export const TOPIC = 'orders';

const asking =
  (connection: RemotingConnection): Ask =>
  (definition, fields, body) =>
    call(connection, definition, fields, { body });

const heartbeat = (clientID: string): Buffer =>
  jsonBytes({
    clientID,
    producerDataSet: [{ groupName: PRODUCERS }],
    consumerDataSet: [
      {
        ...{ groupName: GROUP, consumeType: 'CONSUME_PASSIVELY', messageModel: 'CLUSTERING' },
        ...{ consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', unitMode: false },
        subscriptionDataSet: [
          { topic: TOPIC, subString: '*', tagsSet: [], codeSet: [], subVersion: 1, expressionType: 'TAG' },
        ],
      },
    ],
  });

/** Everything that a broker does late, or leaves to nobody, it does soon and has the client do. */
const CONFIG = {
  transactionTimeOut: '1000',
  transactionCheckInterval: '1000',
  enablePropertyFilter: 'true',
  useServerSideResetOffset: 'false',
};

/** What is answered to a broker, by the code of what it asks. */
const ANSWERS: ReadonlyMap<number, string> = new Map([
  [221, '{"messageQueueTable":{}}'],
  [307, '{"properties":{},"subscriptionSet":[],"mqTable":{},"statusTable":{}}'],
  [309, '{"order":false,"autoCommit":true,"consumeResult":"CR_SUCCESS","spentTimeMills":1}'],
]);

/** Starts the clusters and the client. `end` ends them. */
export const openPlace = async (version: RocketmqVersion): Promise<Place & { end(): Promise<void> }> => {
  const clusters: RocketmqCluster[] = await Promise.all([
    startRocketmq({ version, config: CONFIG }),
    startRocketmq({ version, acl: {} }),
  ]);
  const [plain, guarded] = clusters;
  const received: RemotingCommand[] = [];
  const waiting: { readonly code: number; readonly resolve: (request: RemotingCommand) => void }[] = [];
  const onRequest = (request: RemotingCommand) => {
    const at = waiting.findIndex(({ code }) => code === request.code);
    if (at >= 0) waiting.splice(at, 1)[0]!.resolve(request);
    else received.push(request);
    return { code: 0, body: Buffer.from(ANSWERS.get(request.code) ?? '') };
  };
  const { accessKey, secretKey } = guarded!.administrator!;
  const credentials = { accessKey, secretKey: new Hidden(secretKey) };
  const brokerAddress = parseAddress(plain!.brokers[0]!.address);
  const connections = await Promise.all([
    RemotingConnection.open(brokerAddress, { onRequest }),
    RemotingConnection.open(parseAddress(plain!.nameServers[0]!.address)),
    RemotingConnection.open(parseAddress(guarded!.brokers[0]!.address), { credentials }),
  ]);
  const join = (connection: RemotingConnection, clientId: string) =>
    call(connection, HEART_BEAT, {}, { body: heartbeat(clientId) });
  await join(connections[0]!, CLIENT);
  return {
    version,
    ask: asking(connections[0]!),
    askNameServer: asking(connections[1]!),
    askGuarded: asking(connections[2]!),
    nextFromBroker: (code) => {
      const at = received.findIndex((request) => request.code === code);
      if (at >= 0) return Promise.resolve(received.splice(at, 1)[0]!);
      return new Promise((resolve) => waiting.push({ code, resolve }));
    },
    joinAgain: async (clientId) => {
      const connection = await RemotingConnection.open(brokerAddress, { onRequest });
      connections.push(connection);
      await join(connection, clientId);
    },
    end: async () => {
      for (const connection of connections) connection.close();
      await Promise.all(clusters.map((cluster) => cluster.stop()));
    },
  };
};

/** Tries a request at brokers or name servers, or waits for one from a broker, and fails unless all is as it should be. */
export type Trial = (place: Place) => Promise<void>;

/** Trials by the name of the request. */
export type Trials = Readonly<Record<string, Trial>>;
