import type { ClusterMetadata } from './cluster-metadata.ts';

/** Remembers what a cluster looks like until that is old or known to be wrong. */
export class MetadataCache {
  readonly #ask: () => Promise<ClusterMetadata>;
  readonly #maxAgeMs: number;
  #last: ClusterMetadata | undefined;
  /** When the question behind `#last` was put. */
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Answers to questions put before this moment are not believed any more. */
  #staleBefore = Number.NEGATIVE_INFINITY;
  #asking: Promise<ClusterMetadata> | undefined;

  constructor(ask: () => Promise<ClusterMetadata>, maxAgeMs: number) {
    this.#ask = ask;
    this.#maxAgeMs = maxAgeMs;
  }

  /** The last answer, however old; undefined before the first. */
  get last(): ClusterMetadata | undefined {
    return this.#last;
  }

  /** The last answer while it is fresh, else a new one. */
  async current(): Promise<ClusterMetadata> {
    const fresh = this.#askedAt >= this.#staleBefore && performance.now() - this.#askedAt < this.#maxAgeMs;
    return this.#last && fresh ? this.#last : this.refresh();
  }

  /** Asks now. One question serves all who ask while it is under way. */
  refresh(): Promise<ClusterMetadata> {
    if (this.#asking) return this.#asking;
    const askedAt = performance.now();
    const asking = this.#ask()
      .then((answer) => {
        // A question put later may have been answered first.
        if (askedAt >= this.#askedAt) {
          this.#last = answer;
          this.#askedAt = askedAt;
        }
        return answer;
      })
      .finally(() => {
        if (this.#asking === asking) this.#asking = undefined;
      });
    this.#asking = asking;
    return asking;
  }

  /** Makes the next use ask anew: also a question that is under way now may be answered with what was before. */
  expire(): void {
    this.#staleBefore = performance.now();
    this.#asking = undefined;
  }
}
