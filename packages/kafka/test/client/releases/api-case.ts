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
