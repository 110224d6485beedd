import { pause } from '@mqferry/core';
import {
  type ActiveProducer,
  brokerError,
  describeProducers,
  EmptyTransactions,
  type KafkaClient,
  listTransactions,
  partitionText,
  type TopicPartition,
  writeMarkers,
} from '@mqferry/kafka';
import { heldPartitions } from './held-partitions.ts';
import { ifTold, UNDER_WAY } from './open-transactions.ts';
import { transactionErrors } from './transaction-errors.ts';

/** A transaction that is open in a partition of the source. */
export interface SourceTransaction extends TopicPartition {
  /** Where it begins in this partition. */
  readonly from: bigint;
  readonly producerId: bigint;
  /** Undefined where no coordinator tells of it: it hangs, or this user may not see it, or the source is before 3.0. */
  readonly transactionalId: string | undefined;
}

/** What became of transactions that were open at the source. */
export interface EndedTransactions {
  /** They ended by themselves. */
  readonly waitedFor: readonly SourceTransaction[];
  readonly aborted: readonly SourceTransaction[];
}

/** How long is waited, and what then. */
export interface EndOptions {
  readonly waitMs: number;
  /** Whether those that are still open then are aborted. */
  readonly abort: boolean;
  /** Told once, when there is something to wait for. */
  readonly onWaiting?: (open: readonly SourceTransaction[]) => void;
}

const POLL_MS = 250;
/** Aborted ones are out of the way when their markers are shown, or a replica is missing. */
const ABORT_TIMEOUT_MS = 30_000;

/**
 * Waits until no transaction is open at the source in these topics; producers have to be stopped, or new ones begin. Then
 * aborts those that still are, if asked to: through its coordinator where one knows of it, which ends it in all
 * partitions and refuses its producer from then on (`InitProducerId`, as `Admin.fenceProducers` does); else by a marker,
 * as `kafka-transactions.sh abort` writes it (KIP-664), which takes ClusterAction or, from 3.8 on, Alter on the source.
 *
 * Throws REPLICATION_TRANSACTIONS_OPEN when some are still open, KAFKA_VERSION_UNSUPPORTED where the source does not tell
 * its producers (before 2.8).
 */
export const endTransactions = async (
  source: KafkaClient,
  topics: readonly string[],
  { waitMs, abort, onWaiting }: EndOptions,
): Promise<EndedTransactions> => {
  const known = (await source.refreshMetadata()).topics;
  const partitions = topics.flatMap((topic) =>
    (known.get(topic)?.partitions ?? []).map(({ partition }) => ({ topic, partition })),
  );
  const seen = new Map<string, SourceTransaction>();
  const look = async () => {
    const open = await openAtSource(source, partitions);
    for (const { producer: _, ...transaction } of open) seen.set(keyOf(transaction), transaction);
    return open;
  };
  const untilNone = async (ms: number) => {
    const deadline = performance.now() + ms;
    let open = await look();
    if (open.length > 0) onWaiting?.([...seen.values()]);
    while (open.length > 0 && performance.now() < deadline) {
      await pause(POLL_MS);
      open = await look();
    }
    return open;
  };
  const late = await untilNone(waitMs);
  if (late.length === 0) return { waitedFor: [...seen.values()], aborted: [] };
  const aborted = new Set(late.map(keyOf));
  if (abort) await abortAll(source, late);
  const left = abort ? await untilNone(ABORT_TIMEOUT_MS) : late;
  if (left.length > 0) throw stillOpen(left);
  const all = [...seen.values()];
  return {
    waitedFor: all.filter((transaction) => !aborted.has(keyOf(transaction))),
    aborted: all.filter((transaction) => aborted.has(keyOf(transaction))),
  };
};

interface OpenAtSource extends SourceTransaction {
  readonly producer: ActiveProducer;
}

const keyOf = ({ producerId, from, ...where }: SourceTransaction): string =>
  `${partitionText(where)} ${producerId} ${from}`;

const openAtSource = async (
  source: KafkaClient,
  partitions: readonly TopicPartition[],
): Promise<OpenAtSource[]> => {
  const held = await heldPartitions(source, partitions);
  if (held.length === 0) return [];
  const listed = (await ifTold(listTransactions(source, UNDER_WAY))) ?? [];
  const idOf = new Map(listed.map(({ producerId, transactionalId }) => [producerId, transactionalId]));
  const producers = await describeProducers(source, held);
  return held.flatMap((where) =>
    producers.get(partitionText(where))!.flatMap((producer): OpenAtSource[] => {
      const { producerId, transactionStart: from } = producer;
      if (from === undefined) return [];
      return [{ ...where, from, producerId, transactionalId: idOf.get(producerId), producer }];
    }),
  );
};

const abortAll = async (source: KafkaClient, open: readonly OpenAtSource[]): Promise<void> => {
  const ids = new Set(open.flatMap(({ transactionalId }) => transactionalId ?? []));
  for (const id of ids) await EmptyTransactions.take(source, id);
  for (const transaction of open)
    if (transaction.transactionalId === undefined) await mark(source, transaction);
};

/** Ends a transaction in one partition with the epochs that its leader has of the producer, as only then it takes it. */
const mark = async (source: KafkaClient, { topic, partition, producer }: OpenAtSource): Promise<void> => {
  const { producerId, producerEpoch, coordinatorEpoch } = producer;
  const { leader } = await source.partition(topic, partition);
  const [answer] = await writeMarkers(await source.connect(leader), [
    {
      ...{ topic, partition, producerId, producerEpoch, count: 1, committed: false },
      coordinatorEpoch: Math.max(coordinatorEpoch, 0),
    },
  ]);
  const errorCode = answer?.errorCode ?? 0;
  if (errorCode !== 0) throw brokerError('WriteTxnMarkers', partitionText({ topic, partition }), errorCode);
};

const SHOWN = 5;

const stillOpen = (open: readonly SourceTransaction[]) => {
  const names = open.slice(0, SHOWN).map(({ transactionalId, producerId, from, ...where }) => {
    const who = transactionalId ?? `producer ${producerId}`;
    return `${partitionText(where)} from offset ${from} (${who})`;
  });
  return transactionErrors.REPLICATION_TRANSACTIONS_OPEN({
    count: open.length,
    transactions: names.join(', '),
  });
};
