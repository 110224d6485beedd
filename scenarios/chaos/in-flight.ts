import { Produce, WriteTxnMarkers } from '@mqferry/kafka';
import { decodeRequest } from '../lib/kafka-frames.ts';
import type { Exchange } from '../lib/proxied-connection.ts';

/** What a copier can be waiting for the target to confirm. */
export type Written = 'marker' | 'batch' | 'transactional batch';

/** What of it was unanswered at some moment. */
export type InFlight = Readonly<Record<Written, number>>;

/** What a request writes to the target; undefined when it writes nothing. A batch is one of no transaction. */
export const writtenBy = ({ apiKey, request }: Exchange): Written | undefined => {
  if (apiKey === WriteTxnMarkers.key) return 'marker';
  if (apiKey !== Produce.key) return undefined;
  const { transactionalId } = decodeRequest(Produce, request).body;
  return transactionalId === null ? 'batch' : 'transactional batch';
};

/** Requests by what they write. */
export const inFlight = (exchanges: readonly Exchange[]): InFlight => {
  const counts = { marker: 0, batch: 0, 'transactional batch': 0 };
  for (const exchange of exchanges) {
    const written = writtenBy(exchange);
    if (written) counts[written] += 1;
  }
  return counts;
};

/** What a request writes: partitions of batches, partitions and producers of markers. */
const placesWrittenBy = ({ apiKey, request }: Exchange): readonly string[] =>
  apiKey === WriteTxnMarkers.key
    ? decodeRequest(WriteTxnMarkers, request).body.markers.flatMap(({ producerId, topics }) =>
        topics.flatMap(({ partitionIndexes }) => partitionIndexes.map((index) => `${index} ${producerId}`)),
      )
    : decodeRequest(Produce, request).body.topicData.flatMap(({ partitionData }) =>
        partitionData.map(({ index }) => String(index)),
      );

/** Whether a request of another connection writes the first that is in this one. */
export const writesAgain = (second: Exchange, first: Exchange): boolean =>
  second.connection !== first.connection &&
  second.apiKey === first.apiKey &&
  placesWrittenBy(second).includes(placesWrittenBy(first)[0]!);
