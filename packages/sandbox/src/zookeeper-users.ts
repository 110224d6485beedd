import type { ClusterPlan } from './broker-settings.ts';
import { runJavaTool } from './java-tool.ts';
import { HOST } from './ports.ts';
import { isScram } from './sasl.ts';

/** Creates the SCRAM users of a cluster with ZooKeeper, which brokers read from there. */
export const createScramUsers = async ({ version, sasl, zookeeperPort }: ClusterPlan): Promise<void> => {
  const mechanisms = sasl?.mechanisms.filter(isScram) ?? [];
  if (!sasl || mechanisms.length === 0) return;
  for (const [user, password] of Object.entries(sasl.users)) {
    const credentials = mechanisms.map((mechanism) => `${mechanism}=[password=${password}]`).join(',');
    await runJavaTool({
      classpath: version,
      main: 'kafka.admin.ConfigCommand',
      args: [
        ...['--zookeeper', `${HOST}:${zookeeperPort}`, '--alter', '--entity-type', 'users'],
        ...['--entity-name', user, '--add-config', credentials],
      ],
      jvmArgs: ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'],
    });
  }
};
