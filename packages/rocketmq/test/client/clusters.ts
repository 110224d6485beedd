import { type RocketmqCluster, type RocketmqOptions, startRocketmq } from '@mqferry/sandbox';
import { onTestFinished } from 'vitest';
import { type ClientOptions, RocketmqClient } from '../../src/index.ts';

/** On a busy machine; what is given up after less is done twice, or not at all. */
export const PATIENT_MS = 30_000;

/** A cluster on which everything that takes time takes little. */
export const quickCluster = (options: RocketmqOptions): Promise<RocketmqCluster> =>
  startRocketmq({
    ...options,
    config: {
      enablePropertyFilter: 'true',
      transactionTimeOut: '1000',
      transactionCheckInterval: '1000',
      messageDelayLevel: '1s 1s 1s 1s 1s 1s 1s 1s 1s 1s',
      ...options.config,
    },
  });

/** A client that is closed at the end of the test, which fails if something went wrong in the background. */
export const clientOf = (
  { namesrvAddr }: RocketmqCluster,
  options: Partial<ClientOptions> = {},
): RocketmqClient => {
  const problems: Error[] = [];
  const client = new RocketmqClient({
    nameServers: namesrvAddr,
    requestTimeoutMs: PATIENT_MS,
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  onTestFinished(async () => {
    await client.close();
    if (problems.length > 0)
      throw new AggregateError(problems, problems.map(({ message }) => message).join('; '));
  });
  return client;
};

let names = 0;

/** A name that no other test has. */
export const fresh = (what: string): string => {
  names += 1;
  return `${what}-${process.pid}-${names}`;
};
