import type { Artifacts } from '../artifacts.ts';
import type { StateFile } from '../sandbox-state.ts';
import type { CheckedAcl } from './rocketmq-acl.ts';

/** What the servers of one cluster share. */
export interface ClusterContext {
  readonly artifacts: Artifacts;
  readonly state: StateFile;
  /** JVM arguments of an archive of the broker's classes, or to make one. */
  readonly jvmArgs: readonly string[];
  /** A broker's -Xmx. */
  readonly heap: string;
  readonly acl: CheckedAcl | undefined;
  /** The ports of the name servers that run now and are not suspended. */
  awakeNameServers(): readonly number[];
  /** The addresses of the brokers that run now and are not suspended. */
  awakeBrokers(): readonly string[];
}
