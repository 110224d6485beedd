import type { Given, Routes } from '@mqferry/api';
import type { RoutingTable, SeenClient } from '@mqferry/gateway';
import { RETRY_PREFIX } from '@mqferry/rocketmq';
import type { OpenGateway } from './table-source.ts';

/** What a gateway tells the service of itself. */
export type GatewayReport = Given<Routes['reportSeamlessGateway']>['body'];

/** As many connections as a report may have. */
const MOST = 100_000;

/** Of other topics the service knows nothing, and an application may ask for many. */
const isOfTable = (topic: string, { topics, groups }: RoutingTable): boolean =>
  topics.has(topic) || (topic.startsWith(RETRY_PREFIX) && groups.has(topic.slice(RETRY_PREFIX.length)));

const connectionOf = (
  { routes, heartbeat, ...client }: SeenClient,
  table: RoutingTable,
): GatewayReport['connections'][number] => ({
  ...client,
  routes: Object.fromEntries([...routes].filter(([topic]) => isOfTable(topic, table))),
  heartbeat: heartbeat
    ? {
        clientId: heartbeat.clientId,
        producerGroups: [...heartbeat.producerGroups],
        consumers: heartbeat.consumers.map((consumer) => ({ ...consumer, topics: [...consumer.topics] })),
      }
    : null,
});

/** What a gateway tells at `address` that serves a table. */
export const reportOf = (
  { mode, gateway, links }: OpenGateway,
  address: string,
  table: RoutingTable,
): GatewayReport => {
  const clients = gateway.clients();
  const told = clients.length > MOST ? clients.filter(({ isConnected }) => isConnected) : clients;
  return {
    ...{ mode, address, revision: gateway.revision(), links: [...links()] },
    connections: told.slice(0, MOST).map((client) => connectionOf(client, table)),
  };
};
