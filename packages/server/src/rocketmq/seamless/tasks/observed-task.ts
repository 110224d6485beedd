import type { Position } from '@mqferry/migration';
import type {
  BegunStage,
  SaidBroadcast,
  StoredSeamlessGateway,
  StoredSeamlessTask,
  StoredSeamlessTopic,
} from '@mqferry/store';
import type { GatewayReport, ObservedTask, PlacedTopic } from '../observe/seamless-observer.ts';
import type { HeardGateway } from './gateway-reports.ts';

/** What is stored of a task. */
export interface StoredParts {
  readonly task: StoredSeamlessTask;
  readonly topics: readonly StoredSeamlessTopic[];
  readonly gateways: readonly StoredSeamlessGateway[];
  /** Stages of a task in batches. */
  readonly begun: readonly BegunStage[];
  readonly broadcastsRead: readonly SaidBroadcast[];
}

/** Where a topic stands. */
const positionOf = ({ kind, state, held }: StoredSeamlessTopic): Position => ({
  kind: kind as Position['kind'],
  state: state as Position['state'],
  held,
});

/** Where topics stand, by name. */
export const positionsOf = (topics: readonly StoredSeamlessTopic[]): Map<string, Position> =>
  new Map(topics.map((stored) => [stored.topic, positionOf(stored)]));

const endsOf = (text: string | null): ReadonlyMap<string, bigint> | undefined =>
  text === null
    ? undefined
    : new Map(
        Object.entries(JSON.parse(text) as Record<string, string>).map(([queue, end]) => [
          queue,
          BigInt(end),
        ]),
      );

/** The ends of a topic's queues, to be stored. */
export const endsText = (ends: ReadonlyMap<string, { readonly end: bigint }>): string =>
  JSON.stringify(Object.fromEntries([...ends].map(([queue, { end }]) => [queue, String(end)])));

const placedOf = (stored: StoredSeamlessTopic): PlacedTopic => ({
  position: positionOf(stored),
  revision: stored.routing_revision,
  servedSince: stored.served_since === null ? undefined : Date.parse(stored.served_since),
  targetEnds: endsOf(stored.target_ends),
});

const reportOf = (
  { gateway, address, revision, heard_at }: StoredSeamlessGateway,
  heard: HeardGateway | undefined,
): GatewayReport => ({
  ...{ id: gateway, address, revision, heardAt: heard?.heardAt ?? Date.parse(heard_at) },
  clients: heard?.clients ?? [],
});

/** Names of brokers of the target that clients are shown under other ones. */
export const targetNamesOf = ({
  target_names,
}: Pick<StoredSeamlessTask, 'target_names'>): Readonly<Record<string, string>> =>
  JSON.parse(target_names) as Record<string, string>;

/** What a task is observed by: as it is stored, and as its gateways tell. */
export const observedTask = (
  { task, topics, gateways }: StoredParts,
  heard: ReadonlyMap<string, HeardGateway>,
  pace: Pick<ObservedTask, 'pace' | 'stillMs'>,
): ObservedTask => ({
  mode: task.mode as ObservedTask['mode'],
  topics: new Map(topics.map((stored) => [stored.topic, placedOf(stored)])),
  gateways: gateways.map((stored) => reportOf(stored, heard.get(stored.gateway))),
  renamed: Object.keys(targetNamesOf(task)),
  links: new Set([...heard.values()].flatMap(({ links }) => links)),
  ...pace,
});
