import { vi } from 'vitest';
import { listOffsets, OFFSET_LATEST } from '../../../src/admin/offsets.ts';
import { createTopics } from '../../../src/admin/topics.ts';
import type { KafkaClient } from '../../../src/client/kafka-client.ts';
import type { Api } from '../../../src/protocol/api.ts';
import type { Release } from './release.ts';
import type { World } from './world.ts';

/** Uses one API as the client does and asserts what the answer means. */
export interface ApiCase {
  readonly api: Api<unknown, unknown>;
  /** Lowest version the client can do with; what brokers of 0.10.2 and later offer in any case is above. */
  readonly lowest?: number;
  /** Fewer versions than the broker offers, for what only some can bring about. */
  readonly when?: (release: Release) => boolean;
  /** Other APIs to speak not at all, so that this one is used. */
  readonly without?: readonly Api<unknown, unknown>[];
  readonly run: (context: CaseContext) => Promise<void>;
}

export interface CaseContext {
  readonly world: World;
  /** Speaks the API in `version`, all others in the highest tested one. */
  readonly client: KafkaClient;
  readonly version: number;
  /** A name for what this run makes. */
  readonly name: string;
}

/** Repeats what brokers learn with some delay, until it does not throw. */
export const eventually = <T>(act: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(act, { timeout: 30_000, interval: 25 });

/** Creates a topic and waits until it can be used. */
export const createTopic = async (client: KafkaClient, name: string, partitions = 1): Promise<void> => {
  await createTopics(client, [{ name, partitions, replicationFactor: 1 }]);
  await untilLed(client, name, partitions);
};

/** Waits until the leaders of all partitions know that they are. */
export const untilLed = async (client: KafkaClient, topic: string, count: number): Promise<void> => {
  const partitions = Array.from({ length: count }, (_, partition) => ({ topic, partition }));
  await eventually(() => listOffsets(client, partitions, OFFSET_LATEST));
};
