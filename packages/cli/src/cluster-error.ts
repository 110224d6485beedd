/** Which cluster of a command: one of the two, or the only one. */
export type Side = 'source' | 'target' | 'cluster';

/** Says at which cluster an error happened; the error itself is the cause. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly side: Side;
  /** The bootstrap addresses the cluster was reached by. */
  readonly address: string;

  constructor(side: Side, address: string, cause: unknown) {
    super(`at the ${side}`, { cause });
    this.side = side;
    this.address = address;
  }
}
