import type { Asked, NameServerGateway } from '@mqferry/gateway';
import { Counter, collectDefaultMetrics, Gauge, Registry } from '@prometheus-io/client';

/** Metrics of a gateway for Prometheus; labels are fixed sets. */
export const gatewayMetrics = (gateway: NameServerGateway): (() => Promise<string>) => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    ...{ name: 'mqferry_gateway_requests_total', registers, labelNames: ['kind'] as const },
    help: 'Requests of clients: routes, what else name servers tell, what was refused, what any broker is asked, what is not known.',
  });
  const connections = new Gauge({
    ...{ name: 'mqferry_gateway_connections', registers },
    help: 'Connections of clients that have asked for something.',
  });
  const revision = new Gauge({
    ...{ name: 'mqferry_gateway_table_revision', registers },
    help: 'Revision of the routing table that is served.',
  });
  return () => {
    const asked = gateway.asked();
    requests.reset();
    for (const kind of Object.keys(asked) as Asked[]) requests.inc({ kind }, asked[kind]);
    connections.set(gateway.clients().filter(({ isConnected }) => isConnected).length);
    revision.set(gateway.revision());
    return registry.metrics();
  };
};
