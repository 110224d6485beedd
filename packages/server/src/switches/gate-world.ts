import type { KafkaClient, TopicPartition } from '@mqferry/kafka';
import type { VerificationOptions, VerificationReport } from '@mqferry/replication';
import type { Migrations, StoredSwitch } from '@mqferry/store';
import type { ConnectedClusters } from '../clusters/open-connection.ts';
import type { CopyReport } from '../copies/copy-calls.ts';
import type { EndComparison } from './end-comparison.ts';
import type { GroupOffsets } from './group-offsets.ts';

/** What the gates of a switch look at: applications leave `from` and go on at the same offsets on `to`. */
export interface GateWorld {
  readonly from: KafkaClient;
  readonly to: KafkaClient;
  readonly topics: readonly string[];
  /** Whether writes are to be denied on `from`. */
  readonly denyWrites: boolean;
  /** Of the copy from `from` to `to`; undefined when it does not run. */
  readonly report: CopyReport | undefined;
  /** Ends of the logs of `from` as they were seen, and since when they are so; milliseconds since 1970. */
  readonly stillness: Stillness;
  /** For so long no log may have grown before its producers count as stopped; milliseconds. */
  readonly stillMs: number;
  /** The groups that have read these topics on `from`; asked for once, however many gates want them. */
  readonly groupsLeft: () => Promise<readonly GroupOffsets[]>;
  /** Compares topics, from their starts to their ends. */
  readonly compare: (
    topics: readonly string[],
    options: Pick<VerificationOptions, 'signal' | 'onProgress'>,
  ) => Promise<VerificationReport>;
  readonly comparison: EndComparison;
}

/** Since when the ends of logs have not moved. */
export class Stillness {
  #ends = '';
  #since: number | undefined;

  /** The ends as they were observed last. */
  get ends(): string {
    return this.#ends;
  }

  /** Gives how long they have been as they are, in milliseconds. */
  observe(ends: ReadonlyMap<string, bigint>, now: number): number {
    const text = [...ends]
      .map(([partition, end]) => `${partition}=${end}`)
      .sort()
      .join();
    if (text !== this.#ends || this.#since === undefined) {
      this.#ends = text;
      this.#since = now;
    }
    return now - this.#since;
  }
}

/** The cluster that applications leave in a switch that is under way, and the one that they go to. */
export const sidesOf = async (
  { migration_id, stage }: Pick<StoredSwitch, 'migration_id' | 'stage'>,
  migrations: Migrations,
  clusters: ConnectedClusters,
) => {
  const stored = (await migrations.get(migration_id))!;
  const [source, target] = await Promise.all([
    clusters.client(stored.source_id),
    clusters.client(stored.target_id),
  ]);
  return stage === 'returning'
    ? { left: target, leftId: stored.target_id, entered: source, enteredId: stored.source_id }
    : { left: source, leftId: stored.source_id, entered: target, enteredId: stored.target_id };
};

/** All partitions of the topics of a switch. */
export const partitionsOf = async (
  client: KafkaClient,
  topics: readonly string[],
): Promise<TopicPartition[]> => {
  const known = (await client.refreshMetadata()).topics;
  return topics.flatMap((topic) =>
    (known.get(topic)?.partitions ?? []).map(({ partition }) => ({ topic, partition })),
  );
};
