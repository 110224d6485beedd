import type { Peer, SeamlessFacts } from '@mqferry/migration';
import { groupOf, straightPeer } from './facts.ts';
import type { Client, FakeSeamless } from './fake-task.ts';

type Straight = Extract<Client, { readonly through: 'straight' }>;

const SIDES = ['source', 'target'] as const;

/** Who is straight at a broker of which topic: without gateways everybody, with them those who have not moved. */
export const straightOf = (task: FakeSeamless, facts: SeamlessFacts): readonly Straight[] =>
  task.topics.flatMap(({ name, trouble, moved }, index): readonly Straight[] => {
    const group = groupOf(name);
    const told = (side: Straight['side'], reads: string | null, { clientId, address }: Peer): Straight => ({
      ...{ through: 'straight', clientId: clientId ?? null, address, side, group: reads, topics: [name] },
    });
    if (moved) {
      return SIDES.flatMap((side) => [
        ...(facts.groups!.get(group)!.sides[side].consumers ?? []).map((each) => told(side, group, each)),
        ...(facts.topics.get(name)!.sides[side].writers ?? []).map((each) => told(side, null, each)),
      ]);
    }
    if (trouble !== 'straight') return [];
    const peer = straightPeer(index);
    return [
      index % 2 === 0 ? { ...told('source', null, peer), clientId: null } : told('source', group, peer),
    ];
  });
