/** Says at which cluster an error happened; the error itself is the cause. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly side: 'source' | 'target';
  /** The bootstrap addresses the cluster was reached by. */
  readonly address: string;

  constructor(side: 'source' | 'target', address: string, cause: unknown) {
    super(`at the ${side}`, { cause });
    this.side = side;
    this.address = address;
  }
}
