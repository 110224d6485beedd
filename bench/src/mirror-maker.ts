import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { javaTool } from '@mqferry/sandbox';
import { benchErrors } from './bench-errors.ts';
import type { BenchCase } from './cases.ts';
import type { ClusterPair } from './clusters.ts';
import { clientSettings } from './mirror-maker-log.ts';
import type { CopyProcess } from './watch-copy.ts';

/** Of the artifacts that the sandbox brings. */
export const MIRROR_MAKER_VERSION = '4.3.1';

/** The largest heap it may have. */
export type Heap = '2G' | '512M';

/** What its producers and consumers run with; without a unit: bytes. */
export interface Tuning {
  readonly producer: Readonly<Record<string, string>>;
  readonly consumer: Readonly<Record<string, string>>;
}

/** The tuning that was fastest, for records of a kind. */
export const tuningFor = (of: Pick<BenchCase, 'compression' | 'transactional'>): Tuning => ({
  producer: { 'compression.type': of.compression, 'batch.size': '262144', 'linger.ms': '20' },
  consumer: {
    'max.poll.records': '5000',
    'max.partition.fetch.bytes': '4194304',
    'isolation.level': of.transactional ? 'read_committed' : 'read_uncommitted',
  },
});

/** As many as cores: with one for each partition, on two cores, it was a quarter slower and took more CPU time. */
export const TASKS = availableParallelism();

const GRACE_MS = 30_000;

/** As its start script sets them, the heap apart (kafka-run-class.sh, connect-mirror-maker.sh). */
const JVM = [
  ...['-server', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-XX:InitiatingHeapOccupancyPercent=35'],
  ...['-XX:+ExplicitGCInvokesConcurrent', '-XX:MaxInlineLevel=15', '-Djava.awt.headless=true'],
];

const prefixed = (prefix: string, settings: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(settings).map(([key, value]) => [`${prefix}.${key}`, value]);

/** The settings file of its dedicated mode: it copies this one topic under its own name and does nothing else. */
const settingsText = ({ factor, source, target }: ClusterPair, topic: string, tuning: Tuning): string => {
  const settings: [string, string][] = [
    ['clusters', 'old, new'],
    ['old.bootstrap.servers', source.bootstrap],
    ['new.bootstrap.servers', target.bootstrap],
    ['old->new.enabled', 'true'],
    ['new->old.enabled', 'false'],
    ['old->new.topics', topic],
    ['tasks.max', String(TASKS)],
    ['replication.policy.class', 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy'],
    ...['', 'config.storage.', 'offset.storage.', 'status.storage.', 'heartbeats.topic.'].map(
      (name): [string, string] => [`${name}replication.factor`, String(factor)],
    ),
    ...prefixed('new.producer', tuning.producer),
    ...prefixed('old.consumer', tuning.consumer),
    ...['heartbeats', 'checkpoints', 'offset-syncs'].map((name): [string, string] => [
      `emit.${name}.enabled`,
      'false',
    ]),
    ...['topic.configs', 'topic.acls', 'group.offsets'].map((name): [string, string] => [
      `sync.${name}.enabled`,
      'false',
    ]),
    ['refresh.groups.enabled', 'false'],
    ['refresh.topics.enabled', 'false'],
  ];
  return settings.map(([key, value]) => `${key}=${value}\n`).join('');
};

/**
 * Reads from its log the settings that its copying clients started with.
 * Throws BENCH_SETTING_IGNORED when they are others.
 */
const requireTuning = async (logFile: string, tuning: Tuning): Promise<void> => {
  const log = await readFile(logFile, 'utf8');
  for (const [client, wanted] of Object.entries(tuning)) {
    const found = clientSettings(log, client as keyof Tuning);
    for (const [key, value] of Object.entries(wanted)) {
      if (found.length > 0 && found.every((settings) => settings.get(key) === value)) continue;
      const values = new Set(found.map((settings) => settings.get(key) ?? 'unknown'));
      throw benchErrors.BENCH_SETTING_IGNORED({
        client,
        found: `${key}=${[...values].join(', ') || 'unknown'}`,
        wanted: `${key}=${value}`,
      });
    }
  }
};

/** Starts it in its dedicated mode; nothing of an earlier one may be on the target. */
export const startMirrorMaker = async (
  pair: ClusterPair,
  topic: string,
  heap: Heap,
  tuning: Tuning,
  folder: string,
): Promise<CopyProcess> => {
  const file = join(folder, 'mm2.properties');
  const logFile = join(folder, 'mirror-maker.log');
  await writeFile(file, settingsText(pair, topic, tuning));
  await writeFile(logFile, '');
  const startedAt = performance.now();
  const java = await javaTool({
    classpath: 'mirror',
    main: 'org.apache.kafka.connect.mirror.MirrorMaker',
    args: [file],
    jvmArgs: ['-Xms256M', `-Xmx${heap}`, ...JVM],
    logFile,
    logLevel: 'INFO',
  });
  java.stdout.resume();
  return {
    ...{ tool: 'MirrorMaker 2', pid: java.pid, startedAt, logFile, exited: java.exited },
    end: async () => void (await java.stop(GRACE_MS)),
    check: () => requireTuning(logFile, tuning),
  };
};
