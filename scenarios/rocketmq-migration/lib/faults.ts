import { pause } from '@mqferry/core';
import { anyOf, between } from '../../chaos/scene.ts';
import type { Random } from '../../lib/random.ts';
import type { ServedApplications } from './served-applications.ts';

const LONGEST_MS = 5_000;

type Strike = (served: ServedApplications, random: Random) => Promise<void>;

const killed =
  (side: 'source' | 'target', what: 'brokers' | 'nameServers'): Strike =>
  async ({ pair }, random) => {
    const server = anyOf(random, pair[side][what]);
    await server.kill();
    await pause(random.below(LONGEST_MS));
    await server.start();
  };

const paused =
  (side: 'source' | 'target', what: 'brokers' | 'nameServers'): Strike =>
  async ({ pair }, random) => {
    const server = anyOf(random, pair[side][what]);
    server.suspend();
    await pause(between(random, 500, LONGEST_MS));
    server.resume();
  };

/** What may go wrong in any state. */
export const FAULTS: Readonly<Record<string, Strike>> = {
  'gateway-killed': ({ service }, random) =>
    service.withoutGateway(() => pause(random.below(2 * LONGEST_MS))),
  'service-killed': ({ service }, random) =>
    service.withoutService(() => pause(random.below(2 * LONGEST_MS))),
  'source-broker-killed': killed('source', 'brokers'),
  'target-broker-killed': killed('target', 'brokers'),
  'source-broker-paused': paused('source', 'brokers'),
  'target-broker-paused': paused('target', 'brokers'),
  'source-name-server-killed': killed('source', 'nameServers'),
  'target-name-server-killed': killed('target', 'nameServers'),
  'source-name-server-paused': paused('source', 'nameServers'),
  'target-name-server-paused': paused('target', 'nameServers'),
};
