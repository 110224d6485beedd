import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { DescribeLogDirs } from '../protocol/generated/index.ts';
import { askBrokers } from './ask.ts';
import { partitionText } from './by-leader.ts';

/** One log folder of one broker. Sizes in bytes. */
export interface LogDirectory {
  readonly broker: number;
  readonly path: string;
  /** Undefined when the broker does not tell (before 3.3). */
  readonly totalBytes: bigint | undefined;
  readonly usableBytes: bigint | undefined;
  /** Size of each replica it holds, keyed `topic-partition`. */
  readonly replicas: ReadonlyMap<string, bigint>;
}

/** Of a folder that its broker has given up, on a disk that failed say. */
const KAFKA_STORAGE_ERROR = 56;

const toldSize = (bytes: bigint): bigint | undefined => (bytes < 0n ? undefined : bytes);

/** The log folders of every broker of the cluster that are in use. Not offered before 1.0. */
export const describeLogDirectories = async (client: KafkaClient): Promise<LogDirectory[]> => {
  const answers = await askBrokers(client, DescribeLogDirs, { topics: null }, (answer, broker) => {
    throwOnError('DescribeLogDirs', `broker ${broker}`, answer.errorCode);
    const online = answer.results.filter(({ errorCode }) => errorCode !== KAFKA_STORAGE_ERROR);
    return online.map((result): LogDirectory => {
      throwOnError('DescribeLogDirs', result.logDir, result.errorCode);
      return {
        broker,
        path: result.logDir,
        totalBytes: toldSize(result.totalBytes),
        usableBytes: toldSize(result.usableBytes),
        replicas: new Map(
          result.topics.flatMap(({ name, partitions }) =>
            partitions
              .filter(({ isFutureKey }) => !isFutureKey)
              .map((p) => [partitionText({ topic: name, partition: p.partitionIndex }), p.partitionSize]),
          ),
        ),
      };
    });
  });
  return answers.flat();
};
