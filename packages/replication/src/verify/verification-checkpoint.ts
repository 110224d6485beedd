import type { PartitionVerdict } from './verification-report.ts';

/** How far the verification of one partition came; everything in it is JSON. */
export interface PartitionProgress {
  /** The stretch that is verified, so that a checkpoint of another one is not continued. */
  readonly start: string;
  readonly end: string;
  /** The next offset to look at. */
  readonly next: string;
  readonly records: number;
  /** It was compared as the copy went, so whatever is compared later goes on from there. */
  readonly follows?: boolean;
  /** Hex. */
  readonly sourceChain: string;
  readonly targetChain: string;
  readonly differences: readonly {
    readonly offset: string;
    readonly kind: PartitionVerdict['differences'][number]['kind'];
  }[];
}

/** Remembers a verification beyond the life of the process, by `topic-partition`. */
export interface VerificationCheckpoint<Progress extends PartitionProgress = PartitionProgress> {
  load(): Promise<Readonly<Record<string, Progress>>>;
  save(progress: Readonly<Record<string, Progress>>): Promise<void>;
}
