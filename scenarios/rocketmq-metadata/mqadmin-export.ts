import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RocketmqCluster, runMqadmin } from '@mqferry/sandbox';

/** A topic as `mqadmin exportMetadata` writes it: counts of queues are sums over all masters. */
export interface ExportedTopic {
  readonly readQueueNums: number;
  readonly writeQueueNums: number;
  readonly perm: number;
  readonly order: boolean;
  readonly topicFilterType: string;
  readonly topicSysFlag: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A group as it writes it: so is the count of queues for retries. */
export interface ExportedGroup {
  readonly retryQueueNums: number;
  readonly [setting: string]: unknown;
}

/** What mqadmin tells of a cluster, and the text of its file. */
export interface MqadminExport {
  readonly text: string;
  readonly topics: Readonly<Record<string, ExportedTopic>>;
  readonly groups: Readonly<Record<string, ExportedGroup>>;
}

/** Runs `mqadmin exportMetadata` of the cluster's own release. */
export const mqadminExport = async (
  { version, namesrvAddr, clusterName, administrator }: RocketmqCluster,
  ...args: readonly string[]
): Promise<MqadminExport> => {
  const folder = await mkdtemp(join(tmpdir(), 'mqadmin-export-'));
  try {
    await runMqadmin(
      version,
      ['exportMetadata', '-n', namesrvAddr, '-c', clusterName, '-f', folder, ...args],
      { credentials: administrator },
    );
    const text = await readFile(join(folder, 'metadata.json'), 'utf8');
    const { topicConfigTable: topics, subscriptionGroupTable: groups } = JSON.parse(text);
    return { text, topics, groups };
  } finally {
    await rm(folder, { recursive: true });
  }
};
