import type { GroupFacts, Peer, SeamlessFacts, SeenClient } from './facts.ts';

/** A client that was not seen for so long is gone: a broker drops its connection then too (BrokerHousekeepingService). */
export const GONE_AFTER_MS = 120_000;

/** What is asked of facts for every topic, worked out once: a task may have a thousand topics and as many groups. */
export interface FactsIndex {
  readonly groupsOf: (topic: string) => readonly (readonly [string, GroupFacts])[];
  /** Clients that ask for the route of a topic or consume in one of its groups, and were seen lately. */
  readonly usersOf: (topic: string) => readonly SeenClient[];
  /** Ids of all clients that were seen lately. */
  readonly ids: ReadonlySet<string>;
  /** Hosts of theirs. */
  readonly hosts: ReadonlySet<string>;
}

/** The host of an address `host:port`. */
export const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(':'));

/**
 * Whether somebody at a broker goes past the gateways, or also past them: a client that has other name servers besides. One
 * whose id is not known counts as at a gateway where a client there has its host.
 */
export const isStraight = (
  { clientId, address, nameServers, throughGateway }: Peer,
  { ids, hosts }: Pick<FactsIndex, 'ids' | 'hosts'>,
): boolean => {
  if (nameServers === 'others' || nameServers === 'both') return true;
  if (throughGateway) return false;
  return clientId === undefined ? !hosts.has(hostOf(address)) : !ids.has(clientId);
};

const indexes = new WeakMap<SeamlessFacts, FactsIndex>();

const made = ({ clients, groups, now }: SeamlessFacts): FactsIndex => {
  const present = (clients ?? []).filter(({ lastSeenAt }) => now - lastSeenAt <= GONE_AFTER_MS);
  const groupsByTopic = new Map<string, [string, GroupFacts][]>();
  for (const [name, group] of groups ?? [])
    for (const topic of group.topics) {
      const of = groupsByTopic.get(topic);
      if (of) of.push([name, group]);
      else groupsByTopic.set(topic, [[name, group]]);
    }
  const users = new Map<string, SeenClient[]>();
  for (const client of present) {
    const read = [...client.groups].flatMap((group) => groups?.get(group)?.topics ?? []);
    for (const topic of new Set([...client.topics, ...read])) {
      const of = users.get(topic);
      if (of) of.push(client);
      else users.set(topic, [client]);
    }
  }
  return {
    groupsOf: (topic) => groupsByTopic.get(topic) ?? [],
    usersOf: (topic) => users.get(topic) ?? [],
    ids: new Set(present.map(({ clientId }) => clientId)),
    hosts: new Set(present.map(({ address }) => hostOf(address))),
  };
};

/** The index of these facts; facts are never changed, so it is made once. */
export const indexOf = (facts: SeamlessFacts): FactsIndex => {
  const known = indexes.get(facts);
  if (known) return known;
  const index = made(facts);
  indexes.set(facts, index);
  return index;
};
