import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaClient } from '@mqferry/kafka';
import { type KafkaCluster, type KafkaOptions, startKafka } from '@mqferry/sandbox';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Reach } from './java-tools.ts';
import { endAll } from './mqferry.ts';
import { isFullScale } from './scale.ts';
import { endToolServer } from './tool-server/tool-server.ts';

/** Two clusters, a client for each, and a folder for what the scenario writes. */
export interface Pair {
  readonly source: KafkaCluster;
  readonly target: KafkaCluster;
  readonly onSource: KafkaClient;
  readonly onTarget: KafkaClient;
  readonly folder: string;
}

const LOG_CHARACTERS = 6_000;

/** The PLAINTEXT listener of a cluster. */
export const reach = (cluster: KafkaCluster): Reach => ({ bootstrap: cluster.bootstrap.PLAINTEXT! });

/** Not that of mqferry, so that quotas and brokers' logs tell them apart. */
const CLIENT_ID = 'scenario';
/** A load goes on through faults that last. */
const OPERATION_TIMEOUT_MS = 180_000;

/** A client of these brokers, by `host:port,host:port`. */
export const clientOf = (bootstrap: string): KafkaClient =>
  new KafkaClient(
    {
      bootstrap: bootstrap.split(',').map((address) => {
        const [host, port] = address.split(':');
        return { host: host!, port: Number(port) };
      }),
    },
    { clientId: CLIENT_ID, operationTimeoutMs: OPERATION_TIMEOUT_MS },
  );

/** A client on the PLAINTEXT listener. */
export const connect = (cluster: KafkaCluster): KafkaClient => clientOf(cluster.bootstrap.PLAINTEXT!);

/** Writes a Java property file and gives its path. */
export const writeProperties = async (
  folder: string,
  name: string,
  properties: Readonly<Record<string, string>>,
): Promise<string> => {
  const path = join(folder, name);
  const lines = Object.entries(properties).map(([key, value]) => `${key}=${value.replaceAll('\\', '\\\\')}`);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
};

/** Shows the ends of the brokers' logs. */
export const printLogs = async (clusters: readonly KafkaCluster[]): Promise<void> => {
  for (const { name, brokers } of clusters) {
    for (const { id, logFile } of brokers) {
      const log = await readFile(logFile, 'utf8').catch(() => '(no log)');
      console.error(`--- the end of the log of broker ${id} of ${name}\n${log.slice(-LOG_CHARACTERS)}`);
    }
  }
};

/** All of them, or none: when one fails to start, the others are stopped. */
export const startAll = async (options: readonly KafkaOptions[]): Promise<KafkaCluster[]> => {
  const outcomes = await Promise.allSettled(options.map(startKafka));
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return started;
  await Promise.all(started.map((cluster) => cluster.stop()));
  throw failed.reason;
};

/** A source and a target for a program that is no test; `close` leaves nothing behind. */
export const openPair = async (
  source: KafkaOptions,
  target: KafkaOptions,
): Promise<Pair & { close(): Promise<void> }> => {
  const clusters = await startAll([source, target]);
  const [one, other] = clusters;
  const [onSource, onTarget] = clusters.map(connect);
  const folder = await mkdtemp(join(tmpdir(), 'mqferry-scenario-'));
  return {
    ...{ source: one!, target: other!, onSource: onSource!, onTarget: onTarget!, folder },
    close: async () => {
      endAll();
      await Promise.all([onSource!.close(), onTarget!.close(), endToolServer()]);
      await Promise.all(clusters.map((cluster) => cluster.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Clusters for the tests of the enclosing block; their logs are shown when one of these fails. */
export const useClusters = (...options: readonly KafkaOptions[]): (() => readonly KafkaCluster[]) => {
  let clusters: readonly KafkaCluster[] = [];
  beforeAll(async () => {
    clusters = await startAll(options.map((one) => ({ shortLived: !isFullScale, ...one })));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await printLogs(clusters);
  });
  afterAll(() => Promise.all([endToolServer(), ...clusters.map((cluster) => cluster.stop())]));
  return () => clusters;
};

/** A folder for the tests of the enclosing block. */
export const useFolder = (): (() => string) => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mqferry-scenario-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
};

/** A source and a target for the tests of the enclosing block. */
export const usePair = (source: KafkaOptions, target: KafkaOptions): (() => Pair) => {
  const folder = useFolder();
  const clusters = useClusters(source, target);
  let clients: KafkaClient[] = [];
  beforeAll(() => {
    clients = clusters().map(connect);
  });
  afterAll(async () => {
    endAll();
    await Promise.all(clients.map((client) => client.close()));
  });
  return () => {
    const [one, other] = clusters();
    return {
      source: one!,
      target: other!,
      onSource: clients[0]!,
      onTarget: clients[1]!,
      folder: folder(),
    };
  };
};

/** The arguments that name both clusters and where state is kept. */
export const pairArguments = ({ source, target, folder }: Pair): string[] => [
  ...['--from', source.bootstrap.PLAINTEXT!, '--to', target.bootstrap.PLAINTEXT!],
  ...['--state', folder, '--json'],
];
