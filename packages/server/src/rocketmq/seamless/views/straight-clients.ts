import { SIDES } from '@mqferry/gateway';
import { factsIndex, isStraight, type Peer, type SeamlessFacts, type Side } from '@mqferry/migration';

/** Somebody at a broker whom no gateway sees. */
export interface StraightClient {
  readonly clientId: string | null;
  readonly address: string;
  readonly side: Side;
  /** Null: it writes. */
  readonly group: string | null;
  readonly topics: readonly string[];
}

const keyOf = ({ clientId, address, side, group }: StraightClient): string =>
  [side, group ?? '', clientId ?? address].join(' ');

/** All clients at brokers that no gateway sees, each once for a group and for what it writes. */
const found = (facts: SeamlessFacts): readonly StraightClient[] => {
  const index = factsIndex(facts);
  const clients = new Map<string, StraightClient>();
  const note = (peers: readonly Peer[] | undefined, of: Omit<StraightClient, 'clientId' | 'address'>) => {
    for (const peer of peers?.filter((each) => isStraight(each, index)) ?? []) {
      const client = { ...of, clientId: peer.clientId ?? null, address: peer.address };
      const known = clients.get(keyOf(client));
      clients.set(keyOf(client), {
        ...client,
        topics: [...new Set([...(known?.topics ?? []), ...of.topics])],
      });
    }
  };
  for (const side of SIDES) {
    for (const [group, { topics, sides }] of facts.groups ?? []) {
      const inTask = topics.filter((topic) => facts.topics.has(topic));
      note(sides[side].consumers, { side, group, topics: inTask });
    }
    for (const [topic, { sides }] of facts.topics)
      note(sides[side].writers, { side, group: null, topics: [topic] });
  }
  return [...clients.values()];
};

const known = new WeakMap<SeamlessFacts, readonly StraightClient[]>();

/** Clients at brokers that no gateway sees; facts are never changed, so they are looked for once. */
export const straightClients = (facts: SeamlessFacts): readonly StraightClient[] => {
  const clients = known.get(facts) ?? found(facts);
  known.set(facts, clients);
  return clients;
};

/** Groups with a consumer that no gateway sees; in batches, with one that is still on the source. */
export const groupsNotMoved = (facts: SeamlessFacts): ReadonlySet<string> => {
  const left = straightClients(facts).filter(({ side }) => facts.mode !== 'batches' || side === 'source');
  return new Set(left.flatMap(({ group }) => group ?? []));
};
