import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ClusterSize } from './synthetic-cluster.ts';

/** A cluster to make, as `syntheticCluster` makes it. */
export interface WantedCluster {
  readonly name: string;
  readonly size: ClusterSize;
  readonly differing: number;
}

/** What the process of the clusters is told. */
export type ClusterCall = 'pause' | 'resume';

/** Synthetic clusters in a process of their own. */
export interface FakeClusters {
  /** In the order in which they were wanted. */
  readonly bootstraps: readonly string[];
  /** `pause`: requests are taken and answered only after the next `resume`. */
  tell(call: ClusterCall): void;
  close(): void;
}

const MAIN = fileURLToPath(import.meta.resolve('./fake-clusters-main.ts'));

/** Starts the process; it ends with this one, too. */
export const startFakeClusters = async (wanted: readonly WantedCluster[]): Promise<FakeClusters> => {
  const child = fork(MAIN, [JSON.stringify(wanted)], { execArgv: ['--conditions=source'] });
  const [bootstraps] = (await once(child, 'message')) as [string[]];
  return { bootstraps, tell: (call) => child.send(call), close: () => child.disconnect() };
};
