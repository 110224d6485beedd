import type { SeenClient as GatewayClient } from '@mqferry/gateway';
import { carriedShown, DEFAULT_PACE, hostOf, type Pace, type SeenClient } from '@mqferry/migration';
import { DLQ_PREFIX, RETRY_PREFIX, releaseName } from '@mqferry/rocketmq';
import type { ClientSettings } from './consumer-settings.ts';

type Shown = Map<string, { revision: number; at: number }>;

const isOwn = (topic: string): boolean => !topic.startsWith(RETRY_PREFIX) && !topic.startsWith(DLQ_PREFIX);

/** What was shown over several connections: of each topic the oldest revision, for one of them may be another client's. */
const oldestOf = (connections: readonly GatewayClient[]): Shown => {
  const shown: Shown = new Map();
  for (const { routes } of connections) {
    for (const [topic, route] of routes) {
      const known = shown.get(topic);
      if (isOwn(topic) && (known === undefined || route.revision < known.revision)) shown.set(topic, route);
    }
  }
  return shown;
};

/** The longest interval that was measured on these connections; undefined: on one it was not, or there are none. */
const measuredOn = (
  connections: readonly GatewayClient[],
  of: 'pollMs' | 'heartbeatMs',
): number | undefined => {
  const each = connections.map((connection) => connection[of]);
  return each.length === 0 || each.includes(undefined) ? undefined : Math.max(...each.map(Number));
};

/**
 * What was measured goes before what is usual. What a consumer says can make it longer, but not shorter: clients of one process
 * share the settings of the first of them.
 */
const paceOf = (
  usual: Partial<Pace>,
  measured: Partial<Record<'poll' | 'heartbeat', number | undefined>>,
  told: ClientSettings | undefined,
): Partial<Pace> => {
  const longest = (of: 'poll' | 'heartbeat'): number =>
    Math.max(measured[of] ?? usual[of] ?? DEFAULT_PACE[of], told?.[of] ?? 0);
  return { ...usual, poll: longest('poll'), heartbeat: longest('heartbeat') };
};

/**
 * The clients behind connections to gateways, one entry each. A client tells who it is by the connection on which it asks for
 * routes where its name server is given by the address at which the gateway tells it to be; else what connections of the same
 * host were shown stands for it.
 *
 * @param before what this came to at the look before
 * @param revisionOf the revision in which a topic got its present share; undefined: it is not in the task
 * @param pace of all of them, where it is not the default of clients
 * @param settingsOf what a client says of its own
 */
export const clientsOf = (
  connections: readonly GatewayClient[],
  before: ReadonlyMap<string, SeenClient>,
  revisionOf: (topic: string) => number | undefined,
  pace: Partial<Pace>,
  settingsOf: (clientId: string) => ClientSettings | undefined,
): ReadonlyMap<string, SeenClient> => {
  const open = connections.filter(({ isConnected }) => isConnected);
  const unnamed = Map.groupBy(
    open.filter(({ heartbeat }) => heartbeat === undefined),
    ({ address }) => hostOf(address),
  );
  const named = Map.groupBy(
    open.filter(({ heartbeat }) => heartbeat !== undefined),
    ({ heartbeat }) => heartbeat!.clientId,
  );
  const clients = [...named].map(([clientId, own]): SeenClient => {
    const [first] = own;
    const asking = own.some(({ routes }) => routes.size > 0)
      ? own
      : (unnamed.get(hostOf(first!.address)) ?? []);
    const shown = oldestOf(asking);
    const measured = { poll: measuredOn(asking, 'pollMs'), heartbeat: measuredOn(own, 'heartbeatMs') };
    return {
      pace: paceOf(pace, measured, settingsOf(clientId)),
      ...{ clientId, address: first!.address, language: first!.language },
      version: releaseName(first!.version),
      topics: new Set(shown.keys()),
      groups: new Set(own.flatMap(({ heartbeat }) => heartbeat!.consumers.map(({ group }) => group))),
      produces: own.some(({ heartbeat }) => heartbeat!.producerGroups.length > 0),
      lastSeenAt: Math.max(...own.map(({ lastSeenAt }) => lastSeenAt)),
      shown: carriedShown(before.get(clientId)?.shown, shown, revisionOf),
    };
  });
  return new Map(clients.map((client) => [client.clientId, client]));
};
