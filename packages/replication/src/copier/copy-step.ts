import type { FrameLease } from './frame-lease.ts';
import { sequenceAfter } from './producer-ids.ts';

/** What every step of a copy says of itself; producer ids and epochs are those on the target. */
interface Step {
  readonly baseOffset: bigint;
  /** Offset after its last record. */
  readonly nextOffset: bigint;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** Records of the source's users in it. */
  readonly records: number;
  /** Of its first record, in milliseconds as the source tells it; -1 when that is not known. */
  readonly timestamp: bigint;
  /** Bytes that are held for it until it is confirmed. */
  readonly size: number;
  /** The fetch answer in whose memory it lies; undefined when it has its own. */
  readonly lease: FrameLease | undefined;
}

/** A batch ready to be produced, and the offsets it must take on the target. */
export interface CopyBatch extends Step {
  readonly kind: 'batch';
  /** One record batch whose base offset field is 0, as produce requests want it. */
  readonly bytes: Buffer;
  readonly baseSequence: number;
  readonly isTransactional: boolean;
  /** Of a mapped partition: where its records go on the target, and how many they are. Else at their own offsets. */
  readonly onTarget?: { readonly offset: bigint; readonly count: number };
}

/** How many offsets a batch takes on the target. */
const offsetsOf = ({ onTarget, baseOffset, nextOffset }: CopyBatch): number =>
  onTarget?.count ?? Number(nextOffset - baseOffset);

/** The end of a transaction, to be marked on the target at the offset it has on the source. */
export interface CopyMarker extends Step {
  readonly kind: 'marker';
  readonly committed: boolean;
  readonly coordinatorEpoch: number;
}

/** Offsets at which no reader is shown anything, each the marker of an empty transaction (`Blanks`). */
export interface CopyBlank extends Step {
  readonly kind: 'blank';
}

/** What is written to the target in one piece. */
export type CopyStep = CopyBatch | CopyMarker | CopyBlank;

/** Batches in flight that a broker still recognises when they are sent again (ProducerStateEntry keeps five). */
const MAX_IN_FLIGHT = 5;

/**
 * Whether a step may be sent before those in flight are confirmed: only where the target refuses it when one of them
 * was refused. It does so for consecutive batches of one producer that it knows, by their sequence numbers; `known`
 * is the last batch it confirmed. Of a producer that it does not know it takes any sequence number.
 */
export const mayFollow = (
  inFlight: readonly CopyStep[],
  next: CopyStep,
  known: Pick<CopyStep, 'producerId' | 'producerEpoch'> | undefined,
): boolean => {
  const last = inFlight.at(-1);
  if (last === undefined) return true;
  return (
    inFlight.length < MAX_IN_FLIGHT &&
    last.kind === 'batch' &&
    next.kind === 'batch' &&
    next.producerId >= 0n &&
    [last, known].every(
      (step) => step?.producerId === next.producerId && step.producerEpoch === next.producerEpoch,
    ) &&
    next.baseSequence === sequenceAfter(last.baseSequence, offsetsOf(last))
  );
};

/**
 * Whether steps of several partitions may share a request: markers do, and so do batches, of which those in
 * transactions must be of one producer (ReplicaManager.handleProduceAppend).
 */
export const mayShareRequest = (steps: readonly CopyStep[], next: CopyStep): boolean =>
  steps.every((step) => {
    if (step.kind !== 'batch' || next.kind !== 'batch') return step.kind === next.kind;
    if (!step.isTransactional || !next.isTransactional) return true;
    return step.producerId === next.producerId && step.producerEpoch === next.producerEpoch;
  });
