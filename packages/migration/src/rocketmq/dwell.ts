import type { Pace, SeamlessFacts, SeenClient, TopicFacts } from './facts.ts';
import { indexOf } from './facts-index.ts';

/** The settings that clients have unless they are configured otherwise (ClientConfig, RebalanceService), in milliseconds. */
export const DEFAULT_PACE: Pace = { poll: 30_000, heartbeat: 30_000, rebalance: 20_000 };

/** Where a client is with the present route of a topic, and how long it takes at most until it has acted on it. */
export interface Taking {
  readonly clientId: string;
  /** `overdue`: it should have asked for its route twice by now. */
  readonly state: 'waiting' | 'overdue' | 'applying' | 'applied';
  /** Milliseconds; 0: none. */
  readonly left: number;
}

const takingOf = (
  client: SeenClient,
  topic: string,
  { revision, servedSince }: TopicFacts,
  now: number,
): Taking => {
  const pace = { ...DEFAULT_PACE, ...client.pace };
  const acts = pace.heartbeat + pace.rebalance;
  const shown = client.shown.get(topic);
  if (shown && shown.revision >= revision) {
    const left = Math.max(0, shown.at + acts - now);
    return { clientId: client.clientId, state: left > 0 ? 'applying' : 'applied', left };
  }
  const asks = servedSince === undefined ? pace.poll : servedSince + pace.poll - now;
  const state = asks < -pace.poll ? 'overdue' : 'waiting';
  return { clientId: client.clientId, state, left: Math.max(0, asks) + acts };
};

/** Where each client that uses a topic is with its present route. Undefined: it is not known who uses it. */
export const takings = (topic: string, of: TopicFacts, facts: SeamlessFacts): readonly Taking[] | undefined =>
  facts.clients &&
  facts.groups &&
  indexOf(facts)
    .usersOf(topic)
    .map((client) => takingOf(client, topic, of, facts.now));

/**
 * How long it takes until the next step of a topic is safe, in milliseconds: until every client has asked for its route, told the
 * brokers of it that it is there, and shared out the queues. It counts from what the gateways saw of each client; where they saw
 * none, from when the last of them began to serve the route, by the default settings.
 */
export const dwellLeft = (topic: string, of: TopicFacts, facts: SeamlessFacts): number => {
  const each = takings(topic, of, facts);
  if (each && each.length > 0) return Math.max(...each.map(({ left }) => left));
  const { poll, heartbeat, rebalance } = DEFAULT_PACE;
  const whole = poll + heartbeat + rebalance;
  return of.servedSince === undefined ? whole : Math.max(0, of.servedSince + whole - facts.now);
};
