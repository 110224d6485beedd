import { pause } from '@mqferry/core';
import { electLeaders, type KafkaClient, reassignPartitions, type TopicPartition } from '@mqferry/kafka';
import type { KafkaBroker } from '@mqferry/sandbox';
import type { Random } from '../lib/random.ts';

/** What a fault can be done to. */
export interface Scene {
  readonly random: Random;
  /** Of the target. */
  readonly brokers: readonly KafkaBroker[];
  readonly onTarget: KafkaClient;
  readonly partitions: readonly TopicPartition[];
  /** Ends the copier as a power cut does, and starts another. */
  killCopier(): Promise<void>;
  /** Stops the copier where it is for some time. */
  pauseCopier(ms: number): Promise<void>;
}

/** A fault happens, lasts, and is over when this resolves. */
export type Fault = (scene: Scene) => Promise<void>;

const anyOf = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)]!;

const between = (random: Random, least: number, most: number): number => least + random.below(most - least);

/** All of them by name, those that are made by seed in this order. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'copier-killed': ({ killCopier }) => killCopier(),
  'copier-paused': ({ random, pauseCopier }) => pauseCopier(between(random, 1_000, 15_000)),
  'broker-killed': async ({ random, brokers }) => {
    const broker = anyOf(random, brokers);
    await broker.kill();
    await pause(random.below(3_000));
    await broker.start();
  },
  'broker-restarted': async ({ random, brokers }) => {
    const broker = anyOf(random, brokers);
    await broker.stop();
    await broker.start();
  },
  'broker-paused': async ({ random, brokers }) => {
    const broker = anyOf(random, brokers);
    broker.suspend();
    // Short ones are delays; after the session timeout (9 s) others lead, and it wakes up believing that it does.
    await pause(between(random, 500, 20_000));
    broker.resume();
  },
  'too-few-in-sync': async ({ random, brokers }) => {
    const [one, other] = brokers.toSorted(() => random.below(3) - 1);
    await one!.kill();
    await other!.kill();
    await pause(random.below(3_000));
    await Promise.all([one!.start(), other!.start()]);
  },
  'leaders-moved': async ({ random, onTarget, partitions }) => {
    const { topics } = await onTarget.refreshMetadata();
    const placements = partitions.map((where) => {
      const { replicas } = topics.get(where.topic)!.partitions[where.partition]!;
      const first = random.below(replicas.length);
      return { ...where, replicas: [...replicas.slice(first), ...replicas.slice(0, first)] };
    });
    await onTarget.retrying(() => reassignPartitions(onTarget, placements));
    await onTarget.retrying(() => electLeaders(onTarget, partitions));
  },
};
