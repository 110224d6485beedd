import type { Answer, Routes } from '@mqferry/api';
import { ago, HOUR, MINUTE, numbersFrom } from './ids.ts';
import type { FakeMigration } from './migrations.ts';

type Event = Answer<Routes['listMigrationEvents']>['items'][number];
type Sample = Answer<Routes['listMigrationRates']>[number];

const KINDS: readonly ((topic: string) => Pick<Event, 'type' | 'details'>)[] = [
  (topic) => ({
    type: 'partition-recovering',
    details: { topic, partition: 4, reason: 'the leader has changed' },
  }),
  (topic) => ({ type: 'topic-found', details: { topic, partitions: 12 } }),
  (topic) => ({
    type: 'partition-stopped',
    details: { topic, partition: 4, message: 'the target holds something else at offset 9,223,371,201' },
  }),
  () => ({ type: 'groups-found', details: { groups: ['orders-service', 'orders-retry', 'orders-export'] } }),
  (topic) => ({
    type: 'gap-accepted',
    details: { topic, partition: 2, records: '1822', from: '100', to: '1921' },
  }),
  () => ({ type: 'operation-applied', details: { operation: 'pause', by: 'wei.zhang' } }),
];

/** What happened to a migration, the newest first. */
export const eventsOf = ({ topics, intent }: FakeMigration): Event[] => {
  const count = intent === 'none' || topics.length === 0 ? 0 : 118;
  return Array.from({ length: count }, (_, index) => ({
    id: count - index,
    at: ago(index * 11 * MINUTE + 40_000),
    ...KINDS[index % KINDS.length]!(topics[index % topics.length]!.topic),
  }));
};

const EVERY_MS = 10_000;

/** How a copy went over the last hour, with five minutes of which nothing is known. */
export const historyOf = ({ copy: { forward } }: FakeMigration): Sample[] => {
  if (!forward) return [];
  const random = numbersFrom(3);
  const { bytesPerSecond, recordsPerSecond, lag } = forward;
  return Array.from({ length: HOUR / EVERY_MS }, (_, index) => {
    const age = HOUR - (index + 1) * EVERY_MS;
    const wave = 0.86 + 0.1 * Math.sin(index / 9) + 0.08 * random();
    const unknown = age > 20 * MINUTE && age < 25 * MINUTE;
    return {
      at: ago(age),
      recordsPerSecond: unknown ? null : (recordsPerSecond ?? 0) * wave,
      bytesPerSecond: unknown ? null : (bytesPerSecond ?? 0) * wave,
      lag: unknown ? null : BigInt(Math.floor(Number(lag) * (1 + age / (2 * HOUR)))),
    };
  });
};
