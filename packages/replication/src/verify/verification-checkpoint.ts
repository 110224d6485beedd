import type { PartitionVerdict } from './verification-report.ts';

/** How far the verification of one partition came; everything in it is JSON. */
export interface PartitionProgress {
  /** The stretch that is verified, so that a checkpoint of another one is not continued. */
  readonly start: string;
  readonly end: string;
  /** The next offset to look at. */
  readonly next: string;
  readonly records: number;
  /** Hex. */
  readonly sourceChain: string;
  readonly targetChain: string;
  readonly differences: readonly {
    readonly offset: string;
    readonly kind: PartitionVerdict['differences'][number]['kind'];
  }[];
}

/** Remembers a verification beyond the life of the process, by `topic-partition`. */
export interface VerificationCheckpoint {
  load(): Promise<Readonly<Record<string, PartitionProgress>>>;
  save(progress: Readonly<Record<string, PartitionProgress>>): Promise<void>;
}
