export { gatewayErrors } from './errors.ts';
export type { ServerTls } from './net/accepted-socket.ts';
export type { SeenClient, ShownRoute } from './rocketmq/clients/client-registry.ts';
export type { Heartbeat, SeenConsumer } from './rocketmq/clients/heartbeat.ts';
export type { ClusterReach } from './rocketmq/cluster-access.ts';
export { followTable, loadTable, type TableListener } from './rocketmq/follow-table.ts';
export {
  type Asked,
  createNameServerGateway,
  GATEWAY_BROKER,
  type NameServerGateway,
  type NameServerGatewayOptions,
} from './rocketmq/name-server/name-server-gateway.ts';
export {
  type Access,
  mayRead,
  mayWrite,
  ONLY_SOURCE,
  type RoutingTable,
  type Share,
  SIDES,
  type Side,
} from './rocketmq/routing-table.ts';
export { readTable, tableText } from './rocketmq/table-document.ts';
