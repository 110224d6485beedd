import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
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

const metaFile = (broker: BrokerPlan): string => join(broker.directory, 'data', 'meta.properties');

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

/**
 * Formats the brokers' folders, unless they were before. Kafka's StorageTool does the first; the others get
 * a copy in which only the node id and the directory id differ, which saves a Java start for each. `classes` are the
 * JVM arguments of an archive of the broker's classes.
 */
export const formatKraft = async (plan: ClusterPlan, classes: readonly string[]): Promise<void> => {
  const [first, ...others] = plan.brokers as [BrokerPlan, ...BrokerPlan[]];
  if (existsSync(metaFile(first))) return;
  await runJavaTool({
    classpath: plan.version,
    main: 'kafka.tools.StorageTool',
    args: ['format', '--cluster-id', uuid(), '--config', settingsFile(first), ...scramArguments(plan)],
    jvmArgs: [...classes, '-Xmx128m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'],
  });
  const meta = await readFile(metaFile(first), 'utf8');
  for (const broker of others) {
    await cp(join(first.directory, 'data'), join(broker.directory, 'data'), { recursive: true });
    await writeFile(
      metaFile(broker),
      meta
        .replace(/^node\.id=.*$/m, `node.id=${broker.id}`)
        .replace(/^directory\.id=.*$/m, `directory.id=${uuid()}`),
    );
  }
};
