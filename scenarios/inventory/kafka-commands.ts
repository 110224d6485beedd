import { runJavaTool } from '@mqferry/sandbox';
import { QUICK_START, type Reach, reachArguments } from '../lib/java-tools.ts';
import { toolOutput } from '../lib/tool-server/tool-server.ts';

const TOOLS = 'org.apache.kafka.tools';

/** A topic as kafka-topics describes it. */
export interface DescribedTopic {
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

const TOPIC = /^Topic: (\S+)\s.*PartitionCount: (\d+)\s+ReplicationFactor: (\d+)\s+Configs: ?(\S*)/u;

/** Every topic by kafka-topics; values of configs have no commas here. */
export const describedTopics = async (at: Reach): Promise<Map<string, DescribedTopic>> => {
  // It ends its JVM from within, so that it cannot share one.
  const printed = await runJavaTool({
    ...{ classpath: 'tools', main: `${TOOLS}.TopicCommand`, jvmArgs: QUICK_START },
    args: [...reachArguments(at), '--describe'],
  });
  return new Map(
    printed.split('\n').flatMap((line): [string, DescribedTopic][] => {
      const [, topic, partitions, factor, configs] = TOPIC.exec(line) ?? [];
      if (topic === undefined) return [];
      const set = configs!.split(',').filter((config) => config !== '');
      return [
        [
          topic,
          {
            ...{ partitions: Number(partitions), replicationFactor: Number(factor) },
            configs: Object.fromEntries(set.map((config) => config.split('=') as [string, string])),
          },
        ],
      ];
    }),
  );
};

/** The offsets of a group by kafka-consumer-groups: `topic partition offset end lag`, in order. */
export const describedGroup = async (at: Reach, group: string): Promise<string[]> => {
  const printed = await toolOutput(`${TOOLS}.consumer.group.ConsumerGroupCommand`, [
    ...[...reachArguments(at), '--describe', '--group', group],
  ]);
  return printed
    .split('\n')
    .filter((line) => line.startsWith(`${group} `))
    .map((line) => line.split(/\s+/u).slice(1, 6).join(' '))
    .sort();
};

/** Adds or lists access rights with kafka-acls. */
export const acls = (at: Reach, ...args: string[]): Promise<string> =>
  toolOutput(`${TOOLS}.AclCommand`, [...reachArguments(at), ...args]);

/** The access rights that kafka-acls lists: the resource and the entry, in order. */
export const listedAcls = async (at: Reach): Promise<string[]> => {
  let resource = '';
  const entries: string[] = [];
  for (const line of (await acls(at, '--list')).split('\n')) {
    resource = /`(.+)`/u.exec(line)?.[1] ?? resource;
    const entry = /\(principal=.+\)/u.exec(line)?.[0];
    if (entry !== undefined) entries.push(`${resource} ${entry}`);
  }
  return entries.sort();
};

/**
 * The words that kafka-configs prints, for it prints them in any order; it is not among the tools that one
 * JVM keeps ready.
 */
export const configs = async (at: Reach, ...args: string[]): Promise<string[]> => {
  const printed = await runJavaTool({
    classpath: '4.3.1',
    main: 'kafka.admin.ConfigCommand',
    args: [...reachArguments(at), ...args],
    jvmArgs: QUICK_START,
  });
  return printed.split(/[\s,]+/u).sort();
};
