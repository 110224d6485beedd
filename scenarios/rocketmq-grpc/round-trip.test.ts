import type { Share } from '@mqferry/gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GrpcClients, type Manner } from './grpc-clients.ts';
import { type GrpcPair, type GrpcTopic, REDELIVERY_MS, startGrpcPair } from './grpc-pair.ts';

/** What clients are shown in each state of a topic whose order need not be kept. */
const STATES: readonly Share[] = [
  { source: 'read-write', target: 'none' },
  { source: 'read-write', target: 'read' },
  { source: 'read-write', target: 'read-write' },
  { source: 'read', target: 'read-write' },
  { source: 'none', target: 'read-write' },
];
const [INITIAL, , , , DONE] = STATES as [Share, Share, Share, Share, Share];

const TOPICS = {
  plain: { topic: 'grpc-plain', type: 'NORMAL', groups: ['grpc-pushed', 'grpc-taken'] },
  delayed: { topic: 'grpc-delayed', type: 'DELAY', groups: ['grpc-delayed-pushed'] },
  transactional: { topic: 'grpc-transactional', type: 'TRANSACTION', groups: ['grpc-committed'] },
  ordered: { topic: 'grpc-ordered', type: 'FIFO', groups: ['grpc-ordered-pushed'] },
} as const satisfies Record<string, GrpcTopic>;

const UNORDERED = ['plain', 'delayed', 'transactional'] as const;

/** Who reads what a producer writes. */
const READERS = {
  plain: ['pushed', 'taken'],
  delayed: ['delayed-pushed'],
  transactional: ['committed'],
  ordered: ['ordered-pushed'],
} as const satisfies Record<string, readonly string[]>;

type Kind = keyof typeof TOPICS;
const KINDS = Object.keys(TOPICS) as Kind[];

describe('clients that speak gRPC', () => {
  let pair: GrpcPair;
  let java: GrpcClients;

  beforeAll(async () => {
    pair = await startGrpcPair();
    pair.share(
      KINDS.map((kind) => TOPICS[kind].topic),
      INITIAL,
    );
    java = await GrpcClients.start({ endpoints: pair.endpoints, tls: true, routes: 1000 });
  });
  afterAll(async () => {
    await java?.end();
    await pair?.stop();
  });

  /** Waits until everybody who asks for a topic was shown it as it is now. */
  const shown = async (kind: Kind, revision: number) => {
    const isBehind = () =>
      pair.gateway.clients().some(({ isConnected, routes }) => {
        const route = routes.get(TOPICS[kind].topic);
        return isConnected && route !== undefined && route.revision < revision;
      });
    await expect.poll(isBehind).toBe(false);
  };

  /** Waits until every reader has what was written until now. */
  const allRead = async (kind: Kind) => {
    const sent = java.texts('sent', kind);
    for (const reader of READERS[kind]) {
      const missing = () => {
        const took = new Set(java.texts('took', reader));
        const texts = sent.filter((text) => !took.has(text));
        return texts.length === 0 ? [] : [reader, ...texts, ...java.troubles('untaken', reader)];
      };
      await expect.poll(missing, { timeout: REDELIVERY_MS }).toEqual([]);
    }
  };

  const moreSent = async (kind: Kind) => {
    const before = java.texts('sent', kind).length;
    await expect.poll(() => java.texts('sent', kind).length).toBeGreaterThan(before + 3);
  };

  const step = async (kinds: readonly Kind[], share: Share, isHeld = false) => {
    const revision = pair.share(
      kinds.map((kind) => TOPICS[kind].topic),
      share,
      isHeld,
    );
    for (const kind of kinds) await shown(kind, revision);
  };

  it('go to the target and back, and lose nothing', { timeout: 3 * REDELIVERY_MS }, async () => {
    await pair.create(Object.values(TOPICS));
    for (const kind of KINDS) await java.producer(kind, TOPICS[kind].topic, kind as Manner);
    for (const kind of KINDS.filter((each) => each !== 'plain')) {
      await java.push(READERS[kind][0], TOPICS[kind].groups[0], TOPICS[kind].topic);
    }
    await java.push('pushed', TOPICS.plain.groups[0], TOPICS.plain.topic, 1);
    await java.simple('taken', TOPICS.plain.groups[1], TOPICS.plain.topic);
    for (const kind of KINDS) await moreSent(kind);

    for (const share of STATES.slice(1)) {
      // What is left behind in a cluster nobody reads any more.
      if (share === DONE) for (const kind of UNORDERED) await allRead(kind);
      await step(UNORDERED, share);
      for (const kind of UNORDERED) await moreSent(kind);
    }
    const handle = await java.delayed('delayed', 'recalled', 10_000);
    await java.recall('delayed', TOPICS.delayed.topic, handle);

    const toTarget = { source: 'read-write', target: 'connect' } as const;
    const toSource = { source: 'connect', target: 'read-write' } as const;
    await step(['ordered'], toTarget);
    await step(['ordered'], toTarget, true);
    await allRead('ordered');
    await step(['ordered'], toSource);
    await moreSent('ordered');
    await step(['ordered'], toSource, true);
    await allRead('ordered');
    await step(['ordered'], toTarget);
    await moreSent('ordered');
    await step(['ordered'], INITIAL);

    for (const share of STATES.toReversed().slice(1)) {
      if (share === INITIAL) for (const kind of UNORDERED) await allRead(kind);
      await step(UNORDERED, share);
      for (const kind of UNORDERED) await moreSent(kind);
    }
    for (const kind of KINDS) await java.rest(kind);
    for (const kind of KINDS) await allRead(kind);

    for (const kind of UNORDERED) expect(java.troubles('unsent', kind)).toEqual([]);
    for (const kind of KINDS) {
      const sent = java.texts('sent', kind).length;
      const traffic = pair.gateway.traffic().filter(({ topic }) => topic === TOPICS[kind].topic);
      expect(traffic.map(({ side }) => side).sort()).toEqual(['source', 'target']);
      for (const reader of READERS[kind]) {
        const took = java.texts('took', reader);
        // What brokers ask about is committed once more where they ask again before they have stored the first answer.
        const asked = new Set(java.texts('checked', kind));
        const doubled = took.filter((text, at) => took.indexOf(text) < at && !asked.has(text));
        // What was on its way when a side was left, or when a broker stood still, comes again.
        expect(doubled.length).toBeLessThan(sent / 4);
      }
    }
    expect(java.texts('took', 'delayed-pushed')).not.toContain('recalled');
    expect(java.texts('checked', 'transactional')).not.toEqual([]);
    expect(java.texts('failed', 'pushed')).not.toEqual([]);
    // Of each message group, which is every fifth message, the next one is never read before.
    const numbers = [...new Set(java.texts('took', 'ordered-pushed'))].map((text) =>
      Number(text.split('-')[1]),
    );
    for (const group of [0, 1, 2, 3, 4]) {
      const ofGroup = numbers.filter((number) => number % 5 === group);
      expect(ofGroup).toEqual(ofGroup.toSorted((one, other) => one - other));
    }
  });
});
