export { gatewayErrors } from './errors.ts';
export type { ServerTls } from './net/accepted-socket.ts';
export type { SeenClient, ShownRoute } from './rocketmq/clients/client-registry.ts';
export type { Heartbeat, SeenConsumer } from './rocketmq/clients/heartbeat.ts';
export type { ClusterReach } from './rocketmq/cluster-access.ts';
export { followTable, loadTable, type TableListener } from './rocketmq/follow-table.ts';
export { grpcErrors } from './rocketmq/grpc/grpc-errors.ts';
export {
  createGrpcGateway,
  type GrpcGateway,
  type GrpcGatewayOptions,
} from './rocketmq/grpc/grpc-gateway.ts';
export type { ProxyReach } from './rocketmq/grpc/proxy-link.ts';
export type { AddressOf } from './rocketmq/name-server/merged-routes.ts';
export {
  type Asked,
  createNameServerGateway,
  GATEWAY_BROKER,
  type NameServerGateway,
  type NameServerGatewayOptions,
} from './rocketmq/name-server/name-server-gateway.ts';
export {
  type BrokerProxy,
  type BrokerProxyOptions,
  createBrokerProxy,
} from './rocketmq/proxy/broker-proxy.ts';
export type { ClientLinkInfo, ClientSeen, OnClientSeen } from './rocketmq/proxy/client-seen.ts';
export type { HoldLimits } from './rocketmq/proxy/held-writes.ts';
export type { SideReach } from './rocketmq/proxy/other-side.ts';
export type { PortAssignment, PortRange, ProxiedBroker } from './rocketmq/proxy/ports.ts';
export { proxyErrors } from './rocketmq/proxy/proxy-errors.ts';
export type { SecretKeys } from './rocketmq/proxy/sign-again.ts';
export type { TopicTraffic, Traffic } from './rocketmq/proxy/traffic.ts';
export { createProxyGateway, type ProxyGateway, type ProxyGatewayOptions } from './rocketmq/proxy-gateway.ts';
export { type RouteDocument, readRouteDocument } from './rocketmq/routes/route-document.ts';
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
export { readTable, type TableDocument, tableOf, tableText } from './rocketmq/table-document.ts';
