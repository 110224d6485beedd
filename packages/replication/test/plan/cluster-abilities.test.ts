import type { Api, KafkaClient } from '@mqferry/kafka';
import { expect, it } from 'vitest';
import { clusterAbilities, warningsOfWayBack } from '../../src/plan/cluster-abilities.ts';

/** Brokers by the highest version of Produce that each offers, all of them of a release that tells producers or not. */
const cluster = (tellsProducers: boolean, ...produce: readonly number[]): KafkaClient =>
  ({
    metadata: async () => ({ brokers: new Map(produce.map((_, broker) => [broker, undefined])) }),
    connect: async (broker: number) => ({
      offers: ({ name }: Api<unknown, unknown>, version = 0) =>
        name === 'Produce' ? produce[broker]! >= version : tellsProducers,
    }),
  }) as unknown as KafkaClient;

it.each([
  ['Kafka 0.10.2', cluster(false, 2), ['way-back-closed']],
  ['Kafka 2.0', cluster(false, 6), ['way-back-without-zstd', 'way-back-without-transactions']],
  ['Kafka 2.7', cluster(false, 8), ['way-back-without-transactions']],
  ['Kafka 2.8', cluster(true, 9), []],
  ['a cluster that is being upgraded', cluster(true, 9, 6), ['way-back-without-zstd']],
])('to %s the way back is told', async (_, client, codes) => {
  expect(warningsOfWayBack(await clusterAbilities(client)).map(({ code }) => code)).toEqual(codes);
});
