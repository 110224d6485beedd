import { BodyValue, RESPONSE, type RemotingCommand } from '@mqferry/rocketmq';
import { brokerNames, namesInAnswer, renamed } from '../both-sides/broker-names.ts';
import { JOINED, type JoinedRequest } from '../both-sides/joined-answers.ts';
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
 * Passes a request on to brokers of topics on these sides, one after the other, until one can be asked. Gives its answer whatever
 * its code is; undefined when none could be asked.
 */
const askOneOf = async (
  { table, routes, sides }: BrokerWorld,
  topics: readonly string[],
  { code, fields, body }: RemotingCommand,
  asked: readonly Side[],
): Promise<RemotingCommand | undefined> => {
  for (const topic of topics) {
    const found = await routes.routes(shareOf(table, topic) ?? ONLY_SOURCE, topic);
    for (const side of asked) {
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

/** Asks every side that has a part of the answer, and joins what they say, with the names of brokers that clients know. */
const askJoined = async (
  world: BrokerWorld,
  joined: JoinedRequest,
  topics: readonly string[],
  request: RemotingCommand,
): Promise<RemotingCommand | undefined> => {
  const { table } = world;
  const sides = joined.sides(table, joined.question(request));
  const names = brokerNames(table.targetNames);
  const rewrite = namesInAnswer(request.code);
  const answers = await Promise.all(
    sides.map(async (side) => {
      const answer = await askOneOf(world, topics, request, [side]);
      const isNamed = answer && names && rewrite && side === 'target';
      return isNamed ? renamed(answer, rewrite, names.toShown) : answer;
    }),
  );
  const [own, ...others] = answers.filter((answer) => answer !== undefined);
  const known = others.filter(({ code }) => code === RESPONSE.SUCCESS);
  return own && sides.length > 1 ? joined.join(own, known) : own;
};

/**
 * Passes a request on to brokers of topics as it is: what it was signed with stays valid. What both sides have a part of is asked
 * on both. Undefined when no broker could be asked.
 */
export const askBrokerOf = (
  world: BrokerWorld,
  topics: readonly string[],
  request: RemotingCommand,
): Promise<RemotingCommand | undefined> => {
  const joined = JOINED.get(request.code);
  return joined ? askJoined(world, joined, topics, request) : askOneOf(world, topics, request, SIDES);
};
