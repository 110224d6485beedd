import type { KafkaClient } from '@mqferry/kafka';
import type { KafkaCluster } from '@mqferry/sandbox';
import type { FaultProxy, HeldFrame } from '../lib/fault-proxy.ts';
import type { Direction } from '../lib/proxied-connection.ts';
import type { Random } from '../lib/random.ts';

/** One of the two clusters. */
export interface Side {
  readonly cluster: KafkaCluster;
  /** Goes past the proxy. */
  readonly client: KafkaClient;
  readonly proxy: FaultProxy;
}

/** What a fault can be done to. */
export interface Scene {
  readonly random: Random;
  readonly source: Side;
  readonly target: Side;
  readonly topic: string;
  readonly partitions: number;
  /** Ends the copier as a power cut does, and starts another. */
  killCopier(): Promise<void>;
  /** Stops the copier where it is for some time. */
  pauseCopier(ms: number): Promise<void>;
}

/** A fault and how it is made. */
export interface Fault {
  /**
   * It happens, lasts, and is over when this resolves. `held` is a marker or a batch of no transaction that the target
   * was to be asked for, or its answer: what becomes of it is decided here where `direction` is given, else by chance.
   */
  strike(scene: Scene, held: HeldFrame): Promise<void>;
  readonly direction?: Direction;
  /** The copier has to stop the partition concerned, with one of these codes; else it has to go on. */
  readonly stops?: readonly string[];
  /** The source's writers may not know what became of a batch, and write it again. */
  readonly blursSource?: true;
}

export const anyOf = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)]!;

export const between = (random: Random, least: number, most: number): number =>
  least + random.below(most - least);
