import type { NameServerGateway } from '@mqferry/gateway';
import { releaseName } from '@mqferry/rocketmq';

const time = (at: number): string => new Date(at).toISOString();

/** Who is connected to a gateway and who was lately, as JSON: an entry for each connection. */
export const clientsText = (gateway: NameServerGateway): string =>
  JSON.stringify({
    revision: gateway.revision(),
    clients: gateway.clients().map(({ routes, heartbeat, version, connectedAt, lastSeenAt, ...client }) => ({
      ...client,
      version: releaseName(version),
      connectedAt: time(connectedAt),
      lastSeenAt: time(lastSeenAt),
      ...heartbeat,
      routes: Object.fromEntries(
        [...routes].map(([topic, { revision, at }]) => [topic, { revision, at: time(at) }]),
      ),
    })),
  });
