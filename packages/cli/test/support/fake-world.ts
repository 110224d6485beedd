import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ClusterMetadata, KafkaClient, TopicMetadata } from '@mqferry/kafka';
import type { Services } from '../../src/services.ts';
import type { World } from '../../src/world.ts';

const notFaked = (name: string) => () => {
  throw new Error(`${name} was not expected to be called`);
};

/** A topic of a fake cluster. */
export const fakeTopic = (name: string, partitions = 1, isInternal = false): TopicMetadata => ({
  name,
  topicId: undefined,
  isInternal,
  partitions: Array.from({ length: partitions }, (_, partition) => ({
    partition,
    leader: 1,
    leaderEpoch: 0,
    replicas: [1],
    inSyncReplicas: [1],
  })),
});

/** A client of a cluster with these topics; `failure` is thrown instead of an answer. */
export const fakeClient = (
  clusterId: string,
  topics: readonly TopicMetadata[],
  failure?: Error,
): KafkaClient => {
  const metadata: ClusterMetadata = {
    clusterId,
    controllerId: 1,
    brokers: new Map([[1, { id: 1, host: 'localhost', port: 9092, rack: null }]]),
    topics: new Map(topics.map((topic) => [topic.name, topic])),
  };
  return {
    config: { bootstrap: [{ host: clusterId, port: 9092 }] },
    metadata: () => (failure ? Promise.reject(failure) : Promise.resolve(metadata)),
    close: () => Promise.resolve(),
  } as unknown as KafkaClient;
};

/** Connection settings as the property loader gives them for `host:port`. */
export const fakeLoader: Services['loadClientProperties'] = (_source, options) => {
  const [host, port] = (options?.bootstrapServers ?? 'from-file:9092').split(':');
  return Promise.resolve({ config: { bootstrap: [{ host: host!, port: Number(port) }] }, warnings: [] });
};

/**
 * A world that remembers what was written, with services that must not be called unless given.
 */
export const fakeWorld = (
  services: Partial<Services> = {},
  options: {
    env?: NodeJS.ProcessEnv;
    isTTY?: boolean;
    columns?: number;
    /** All that comes from stdin, without a terminal. */
    piped?: string;
    /** What is typed on the terminal, each when what stands before it was asked. */
    answers?: readonly (readonly [question: string, answer: string])[];
  } = {},
) => {
  const written = { out: '', err: '' };
  const exits: number[] = [];
  const interrupts = new EventEmitter();
  const stdin = Object.assign(new PassThrough(), { isTTY: options.isTTY ?? false });
  if (!options.isTTY) stdin.end(options.piped ?? '');
  const answers = [...(options.answers ?? [])];
  let answeredTo = 0;
  const answer = () => {
    const [question, typed] = answers[0] ?? [];
    if (question === undefined || !written.err.slice(answeredTo).includes(question)) return;
    answeredTo = written.err.length;
    answers.shift();
    stdin.write(typed);
  };
  const output = (name: 'out' | 'err') => ({
    isTTY: options.isTTY ?? false,
    columns: options.columns ?? 100,
    write: (text: string) => {
      written[name] += text;
      answer();
    },
  });
  const world: World = {
    stdin,
    env: { NO_COLOR: '1', ...options.env },
    stdout: output('out'),
    stderr: output('err'),
    interrupts,
    exit: (code) => exits.push(code),
    now: Date.now,
    services: {
      rocketmq: {
        createAdmin: notFaked('createAdmin'),
        clusterNames: notFaked('clusterNames'),
        exportMetadata: notFaked('exportMetadata'),
        target: notFaked('target'),
      },
      loadClientProperties: fakeLoader,
      connect: notFaked('connect'),
      makePlan: notFaked('makePlan'),
      startMigration: notFaked('startMigration'),
      startService: notFaked('startService'),
      createClient: notFaked('createClient'),
      endTransactions: notFaked('endTransactions'),
      restoreTarget: async () => {},
      verify: notFaked('verify'),
      listTopics: notFaked('listTopics'),
      listGroups: notFaked('listGroups'),
      groupNames: notFaked('groupNames'),
      sandboxUp: notFaked('sandboxUp'),
      sandboxDown: notFaked('sandboxDown'),
      sandboxList: notFaked('sandboxList'),
      ...services,
    },
  };
  return { world, written, exits, interrupts };
};
