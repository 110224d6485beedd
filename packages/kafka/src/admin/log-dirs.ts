import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { DescribeLogDirs } from '../protocol/generated/index.ts';
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

/** The log folders of every broker of the cluster. Not offered before 1.0. */
export const describeLogDirectories = async (client: KafkaClient): Promise<LogDirectory[]> => {
  const { brokers } = await client.metadata();
  const answers = await Promise.all(
    [...brokers.keys()].map(async (broker) => {
      const answer = await client.send(DescribeLogDirs, { topics: null }, { node: broker });
      throwOnError('DescribeLogDirs', `broker ${broker}`, answer.errorCode);
      return answer.results.map((result): LogDirectory => {
        throwOnError('DescribeLogDirs', result.logDir, result.errorCode);
        return {
          broker,
          path: result.logDir,
          totalBytes: result.totalBytes < 0n ? undefined : result.totalBytes,
          usableBytes: result.usableBytes < 0n ? undefined : result.usableBytes,
          replicas: new Map(
            result.topics.flatMap(({ name, partitions }) =>
              partitions
                .filter(({ isFutureKey }) => !isFutureKey)
                .map((p) => [partitionText({ topic: name, partition: p.partitionIndex }), p.partitionSize]),
            ),
          ),
        };
      });
    }),
  );
  return answers.flat();
};
