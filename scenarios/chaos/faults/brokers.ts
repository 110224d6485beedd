import { pause } from '@mqferry/core';
import { electLeaders, reassignPartitions } from '@mqferry/kafka';
import { anyOf, between, type Scene } from '../scene.ts';

/** Whose brokers. */
export type Whose = 'source' | 'target';

const brokerOf = ({ random, ...scene }: Scene, whose: Whose) => anyOf(random, scene[whose].cluster.brokers);

/** A broker is killed and comes back. */
export const brokerKilled = async (scene: Scene, whose: Whose): Promise<void> => {
  const broker = brokerOf(scene, whose);
  await broker.kill();
  await pause(scene.random.below(3_000));
  await broker.start();
};

/** A broker ends in an orderly way and comes back. */
export const brokerRestarted = async (scene: Scene, whose: Whose): Promise<void> => {
  const broker = brokerOf(scene, whose);
  await broker.stop();
  await broker.start();
};

/**
 * A broker stops where it is. Short stops are delays; after the session timeout (9 s) others lead, and it wakes up
 * believing that it does.
 */
export const brokerPaused = async (scene: Scene, whose: Whose, longestMs: number): Promise<void> => {
  const broker = brokerOf(scene, whose);
  broker.suspend();
  await pause(between(scene.random, 500, longestMs));
  broker.resume();
};

/** Two of three brokers are killed: too few replicas are in sync, and some partition has lost its leader. */
export const twoBrokersKilled = async (scene: Scene, whose: Whose): Promise<void> => {
  const { random } = scene;
  const [one, other] = scene[whose].cluster.brokers.toSorted(() => random.below(3) - 1);
  await one!.kill();
  await other!.kill();
  await pause(random.below(3_000));
  await Promise.all([one!.start(), other!.start()]);
};

/** Others of the replicas lead. */
export const leadersMoved = async (scene: Scene, whose: Whose): Promise<void> => {
  const { random, topic, partitions } = scene;
  const { client } = scene[whose];
  const moved = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }));
  const { topics } = await client.refreshMetadata();
  const placements = moved.map((where) => {
    const { replicas } = topics.get(topic)!.partitions[where.partition]!;
    const first = random.below(replicas.length);
    return { ...where, replicas: [...replicas.slice(first), ...replicas.slice(0, first)] };
  });
  await client.retrying(() => reassignPartitions(client, placements));
  await client.retrying(() => electLeaders(client, moved));
};
