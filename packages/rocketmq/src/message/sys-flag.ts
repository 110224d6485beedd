/**
 * Bits of a message's system flag. Source: MessageSysFlag; 4.9 and 5.x agree, but only 5.x knows of inner batches.
 */
export const SYS_FLAG = {
  /** The body is compressed. */
  compressed: 0x1,
  /** The topic's filter type is multi-tag; the tags themselves are in the property TAGS all the same. */
  multiTags: 0x2,
  /** Mask of the two transaction bits; see `transactionStateOf`. */
  transaction: 0xc,
  /** The born host is an IPv6 address. */
  bornHostV6: 0x10,
  /** The store host is an IPv6 address. */
  storeHostV6: 0x20,
  /** The body is a batch that the client has to take apart. */
  needUnwrap: 0x40,
  /** The body is a batch that was stored as one message (batch consume queue of 5.x). */
  innerBatch: 0x80,
  /** Mask of the three bits that name the compression. */
  compressionType: 0x700,
} as const;

/** Whether a message belongs to a transaction, and what became of it. */
export type TransactionState = 'none' | 'prepared' | 'committed' | 'rolled back';

const STATES: readonly TransactionState[] = ['none', 'prepared', 'committed', 'rolled back'];

/** The transaction state in a system flag. */
export const transactionStateOf = (sysFlag: number): TransactionState =>
  STATES[(sysFlag & SYS_FLAG.transaction) >> 2]!;

/** The system flag with another transaction state. */
export const withTransactionState = (sysFlag: number, state: TransactionState): number =>
  (sysFlag & ~SYS_FLAG.transaction) | (STATES.indexOf(state) << 2);

const INNER_BATCH = SYS_FLAG.needUnwrap | SYS_FLAG.innerBatch;

/** Whether the body is a batch that has to be taken apart, as the pull of a 5.x client decides it. */
export const isInnerBatch = (sysFlag: number): boolean => (sysFlag & INNER_BATCH) === INNER_BATCH;

/** The system flag of a message that was in such a batch: neither a batch nor compressed any more. */
export const withoutInnerBatch = (sysFlag: number): number =>
  sysFlag & ~(INNER_BATCH | SYS_FLAG.compressed | SYS_FLAG.compressionType);
