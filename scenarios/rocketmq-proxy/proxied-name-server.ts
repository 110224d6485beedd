import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import {
  type Access,
  type BrokerProxy,
  mayRead,
  mayWrite,
  ONLY_SOURCE,
  type RoutingTable,
  type Share,
  SIDES,
  type Side,
} from '@mqferry/gateway';
import {
  type Answer,
  GET_ROUTEINFO_BY_TOPIC,
  jsonBytes,
  RESPONSE,
  RETRY_PREFIX,
  RemotingConnection,
  type RocketmqAdmin,
  type TopicRoute,
} from '@mqferry/rocketmq';

/** A name server that shows the ports of a proxy in the routes of both clusters, and whose table may differ from the proxy's. */
export interface ProxiedNameServer {
  readonly address: string;
  /** What clients are shown from their next question on. */
  show(table: RoutingTable): void;
  close(): Promise<void>;
}

const NOTHING: Share = { source: 'none', target: 'none' };

const shareOf = ({ topics, groups }: RoutingTable, topic: string): Share =>
  (topic.startsWith(RETRY_PREFIX) ? groups.get(topic.slice(RETRY_PREFIX.length)) : topics.get(topic)) ??
  (topic.startsWith('TBW') ? NOTHING : ONLY_SOURCE);

const permOf = (access: Access): number => (mayRead(access) ? 4 : 0) + (mayWrite(access) ? 2 : 0);

/** The route of a topic as its cluster has it. */
export const routeOf = async (admin: RocketmqAdmin, topic: string): Promise<TopicRoute | undefined> => {
  const fields = { topic, acceptStandardJsonOnly: true };
  return (await admin.nameServers.call(GET_ROUTEINFO_BY_TOPIC, fields)).body;
};

export const startProxiedNameServer = async (
  admins: Readonly<Record<Side, RocketmqAdmin>>,
  proxy: BrokerProxy,
  first: RoutingTable,
): Promise<ProxiedNameServer> => {
  let table = first;

  const partOf = async (side: Side, topic: string): Promise<TopicRoute | undefined> => {
    const access = shareOf(table, topic)[side];
    if (access === 'none') return undefined;
    const body = await routeOf(admins[side], topic);
    if (body === undefined) return undefined;
    const shown = (name: string) => (side === 'target' ? (table.targetNames.get(name) ?? name) : name);
    return {
      ...body,
      queueDatas: body.queueDatas.map((queues) => ({
        ...{ ...queues, brokerName: shown(queues.brokerName), perm: permOf(access) },
      })),
      brokerDatas: body.brokerDatas.map(({ cluster, brokerName, brokerAddrs }) => ({
        ...{ cluster, brokerName: shown(brokerName) },
        brokerAddrs: new Map(
          [...brokerAddrs].map(([id, address]) => [id, proxy.addressOf({ side, address }) ?? address]),
        ),
      })),
    };
  };

  const route = async (topic: string): Promise<Answer> => {
    const parts = (await Promise.all(SIDES.map((side) => partOf(side, topic)))).filter(
      (part) => part !== undefined,
    );
    if (parts.length === 0) return { code: RESPONSE.TOPIC_NOT_EXIST, remark: `no route of ${topic}` };
    const body = jsonBytes({
      queueDatas: parts.flatMap(({ queueDatas }) => queueDatas),
      brokerDatas: parts.flatMap(({ brokerDatas }) =>
        brokerDatas.map((data) => ({ ...data, brokerAddrs: Object.fromEntries(data.brokerAddrs) })),
      ),
      filterServerTable: {},
    });
    return { code: RESPONSE.SUCCESS, body };
  };

  const connections = new Set<RemotingConnection>();
  const server = createServer((socket) => {
    const receive = (sink: { push(data: Buffer): void }) => socket.on('data', (data) => sink.push(data));
    const connection = new RemotingConnection({ socket, receive }, 'client', {
      onRequest: ({ code, fields }) =>
        code === GET_ROUTEINFO_BY_TOPIC.code
          ? route(fields.topic ?? '')
          : { code: RESPONSE.REQUEST_CODE_NOT_SUPPORTED, remark: 'routes only' },
    });
    connections.add(connection);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (next) => {
      table = next;
    },
    close: async () => {
      server.close();
      for (const connection of connections) connection.close();
      await once(server, 'close');
    },
  };
};
