import type { RocketmqAdmin } from '@mqferry/rocketmq';
import type { AclSource } from '../document/join-acl.ts';
import { documentOfReading, type ExportedMetadata } from './document-of-reading.ts';
import { readCluster } from './read-cluster.ts';

/** What an export takes beside the cluster. */
export interface ExportOptions {
  /** Accounts from files that were handed in. */
  readonly acl?: readonly AclSource[];
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Exports the metadata of a cluster. Nothing is changed. Throws as `readCluster` does. */
export const exportMetadata = async (
  admin: RocketmqAdmin,
  cluster: string,
  { acl = [], now = Date.now }: ExportOptions = {},
): Promise<ExportedMetadata> =>
  documentOfReading(await readCluster(admin, cluster), new Date(now()).toISOString(), acl);
