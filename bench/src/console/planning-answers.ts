import { buildBatch, CreateTopics, Fetch } from '@mqferry/kafka';
import { TOPIC_DEFAULTS } from './broker-defaults.ts';
import { type ApiAnswer, answering } from './fake-node.ts';

const DEFAULT = 5;
const UNSUPPORTED_VERSION = 35;
const BATCH_OF_ONE = buildBatch([{ timestamp: 0n, value: Buffer.from('x') }]);

/** The same batch anywhere: its offset is not part of what the checksum is of. */
const batchAt = (offset: bigint): Buffer => {
  const batch = Buffer.from(BATCH_OF_ONE);
  batch.writeBigInt64BE(offset);
  return batch;
};

/** What a plan of a migration asks besides: the first batch of each log, and whether a topic could be created. */
export const PLANNING_ANSWERS: readonly ApiAnswer[] = [
  answering(Fetch, (_node, { topics }, version) => ({
    responses: topics.map(({ topic, topicId, partitions }) => ({
      ...(version >= 13 ? { topicId } : { topic }),
      partitions: partitions.map(({ partition, fetchOffset }) => ({
        ...{ partitionIndex: partition, highWatermark: fetchOffset + 1n },
        records: batchAt(fetchOffset),
      })),
    })),
  })),
  answering(CreateTopics, (_node, { topics, validateOnly }) => ({
    topics: topics.map(({ name, numPartitions, replicationFactor }) => ({
      ...{ name, errorCode: validateOnly ? 0 : UNSUPPORTED_VERSION, numPartitions, replicationFactor },
      configs: Object.entries(TOPIC_DEFAULTS).map(([config, value]) => ({
        ...{ name: config, value, configSource: DEFAULT },
      })),
    })),
  })),
];
