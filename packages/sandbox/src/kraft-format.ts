import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsFile } from './broker.ts';
import type { BrokerPlan, ClusterPlan } from './broker-settings.ts';
import { runJavaTool } from './java-tool.ts';
import { isScram } from './sasl.ts';

/** A Kafka UUID: 16 bytes in URL-safe base64. One that starts with a dash would be taken for an option. */
const uuid = (): string => {
  for (;;) {
    const id = randomBytes(16).toString('base64url');
    if (!id.startsWith('-')) return id;
  }
};

const dataFolder = (broker: BrokerPlan): string => join(broker.directory, 'data');

const metaFile = (broker: BrokerPlan): string => join(dataFolder(broker), 'meta.properties');

/** The SCRAM users as StorageTool takes them. */
const scramArguments = ({ sasl }: ClusterPlan): string[] =>
  (sasl?.mechanisms ?? [])
    .filter(isScram)
    .flatMap((mechanism) =>
      Object.entries(sasl!.users).flatMap(([user, password]) => [
        '--add-scram',
        `${mechanism}=[name=${user},password=${password}]`,
      ]),
    );

/** Settings that name folders beside that of the data. */
const FOLDERS = ['metadata.log.dir', 'log.dirs'];

/**
 * What StorageTool makes of a version and its settings, but for the ids, is always the same, so that one Java start is
 * enough for all clusters. Users are left out of that: their passwords are salted. So are clusters with further folders.
 */
const templateFolder = ({ sasl, config }: ClusterPlan, folder: string): string | undefined => {
  if (sasl?.mechanisms.some(isScram) || FOLDERS.some((name) => name in config)) return undefined;
  const hash = createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 12);
  return join(folder, `formatted-${hash}`);
};

const runStorageTool = (
  plan: ClusterPlan,
  broker: BrokerPlan,
  classes: readonly string[],
  clusterId: string,
): Promise<string> =>
  runJavaTool({
    classpath: plan.version,
    main: 'kafka.tools.StorageTool',
    args: ['format', '--cluster-id', clusterId, '--config', settingsFile(broker), ...scramArguments(plan)],
    jvmArgs: [...classes, '-Xmx128m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'],
  });

/** Keeps a formatted folder for later clusters; another process may be first. */
const keepTemplate = async (data: string, template: string): Promise<void> => {
  const fresh = `${template}.${uuid()}`;
  await cp(data, fresh, { recursive: true });
  await rename(fresh, template).catch(() => rm(fresh, { recursive: true, force: true }));
};

/** Gives a copy of a formatted folder ids of its own. */
const rewriteIds = async (broker: BrokerPlan, clusterId: string): Promise<void> => {
  const meta = await readFile(metaFile(broker), 'utf8');
  await writeFile(
    metaFile(broker),
    meta
      .replace(/^node\.id=.*$/m, `node.id=${broker.id}`)
      .replace(/^cluster\.id=.*$/m, `cluster.id=${clusterId}`)
      .replace(/^directory\.id=.*$/m, `directory.id=${uuid()}`),
  );
};

/**
 * Formats the brokers' folders, unless they were before: as Kafka's StorageTool does, which is asked once for all
 * clusters that are alike. `classes` are the JVM arguments of an archive of the broker's classes, `folder` is where
 * what belongs to its version is kept.
 */
export const formatKraft = async (
  plan: ClusterPlan,
  classes: readonly string[],
  folder: string,
): Promise<void> => {
  const [first, ...others] = plan.brokers as [BrokerPlan, ...BrokerPlan[]];
  if (existsSync(metaFile(first))) return;
  const clusterId = uuid();
  const template = templateFolder(plan, folder);
  if (template !== undefined && existsSync(template)) {
    await cp(template, dataFolder(first), { recursive: true });
  } else {
    await runStorageTool(plan, first, classes, clusterId);
    if (template !== undefined) await keepTemplate(dataFolder(first), template);
  }
  for (const broker of others) await cp(dataFolder(first), dataFolder(broker), { recursive: true });
  for (const broker of plan.brokers) await rewriteIds(broker, clusterId);
};
