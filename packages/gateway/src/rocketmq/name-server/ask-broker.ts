import { BodyValue, type RemotingCommand } from '@mqferry/rocketmq';
import type { ClusterAccess } from '../cluster-access.ts';
import type { RouteDocument } from '../routes/route-document.ts';
import { ONLY_SOURCE, type RoutingTable, SIDES, type Side } from '../routing-table.ts';
import type { MergedRoutes } from './merged-routes.ts';
import { shareOf } from './shares.ts';

/** The addresses of the brokers of a route, masters first. */
const addressesOf = ({ brokers }: RouteDocument): string[] =>
  brokers
    .flatMap(({ fields }) =>
      new BodyValue(fields.brokerAddrs).entries((address, id) => ({
        address: address.text(),
        id: Number(id),
      })),
    )
    .map(([, entry]) => entry)
    .sort((a, b) => a.id - b.id)
    .map(({ address }) => address);

/** Where a request can be passed on to. */
export interface BrokerWorld {
  readonly table: RoutingTable;
  readonly routes: MergedRoutes;
  readonly sides: Readonly<Record<Side, ClusterAccess>>;
}

/**
 * Passes a request on to brokers of topics, those of the source before those of the target, until one can be asked. Gives
 * its answer whatever its code is; undefined when none could be asked.
 */
export const askBrokerOf = async (
  { table, routes, sides }: BrokerWorld,
  topics: readonly string[],
  { code, fields, body }: RemotingCommand,
): Promise<RemotingCommand | undefined> => {
  for (const topic of topics) {
    const found = await routes.routes(shareOf(table, topic) ?? ONLY_SOURCE, topic);
    for (const side of SIDES) {
      for (const address of found[side] ? addressesOf(found[side]) : []) {
        try {
          const broker = await sides[side].brokers.get(address);
          return await broker.request({ code, name: `request ${code}`, fields, body });
        } catch {
          // The next broker knows the same.
        }
      }
    }
  }
  return undefined;
};
