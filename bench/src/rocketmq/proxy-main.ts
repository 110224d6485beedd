/**
 * A gateway that stands in for one broker, and a name server that shows its port in the route of every topic. Arguments:
 * address and name of the broker. Writes the address of the name server, and for each line of input the CPU seconds that
 * it has taken.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { createBrokerProxy, type ProxiedBroker } from '@mqferry/gateway';
import { GET_ROUTEINFO_BY_TOPIC, jsonBytes, RESPONSE, RemotingConnection } from '@mqferry/rocketmq';

const HOST = '127.0.0.1';
const [address, brokerName] = process.argv.slice(2);
const broker: ProxiedBroker = { side: 'source', address: address!, id: 0 };
const proxy = await createBrokerProxy({
  ...{ host: HOST, ports: { first: 20_000, last: 29_999 }, brokers: [broker] },
  clusters: { source: {}, target: {} },
  table: {
    ...{ revision: 1, topics: new Map(), groups: new Map(), targetNames: new Map() },
    held: new Set(),
  },
});
const route = jsonBytes({
  queueDatas: [{ brokerName, readQueueNums: 4, writeQueueNums: 4, perm: 6, topicSysFlag: 0 }],
  brokerDatas: [{ cluster: 'bench', brokerName, brokerAddrs: { 0: proxy.addressOf(broker) } }],
  filterServerTable: {},
});
const server = createServer((socket) => {
  const receive = (sink: { push(data: Buffer): void }) => socket.on('data', (data) => sink.push(data));
  new RemotingConnection({ socket, receive }, 'client', {
    onRequest: ({ code }) =>
      code === GET_ROUTEINFO_BY_TOPIC.code
        ? { code: RESPONSE.SUCCESS, body: route }
        : { code: RESPONSE.REQUEST_CODE_NOT_SUPPORTED, remark: 'routes only' },
  });
});
server.listen(0, HOST);
await once(server, 'listening');
console.log(`${HOST}:${(server.address() as AddressInfo).port}`);
for await (const _ of createInterface({ input: process.stdin })) {
  const { user, system } = process.cpuUsage();
  console.log((user + system) / 1e6);
}
process.exit(0);
