/** Which of the names: those listed, and those that a regular expression matches as a whole. Absent: all. */
export interface NameChoice {
  readonly names?: readonly string[];
  readonly patterns?: readonly string[];
}

/** What topics of 5.x are for (TopicMessageType). */
export const MESSAGE_TYPES = [
  'UNSPECIFIED',
  'NORMAL',
  'FIFO',
  'DELAY',
  'TRANSACTION',
  'PRIORITY',
  'LITE',
  'MIXED',
] as const;

export type MessageType = (typeof MESSAGE_TYPES)[number];

/** What the operator chose for an import; plain data. */
export interface ImportChoice {
  /**
   * Everything goes into this namespace, whichever it was in. Absent: a migration of the cluster, names stay, and what
   * stands before `%` is the namespace.
   */
  readonly namespace?: string;
  readonly topics?: NameChoice;
  readonly groups?: NameChoice;
  /** Users and accounts that are imported, with their policies. `none`: no access control at all. */
  readonly users?: NameChoice | 'none';
  /** Topics of retries and dead letters as well, which brokers otherwise make by themselves. */
  readonly specialTopics?: boolean;
  /** Counts of queues on each broker are brought into this range. */
  readonly queues?: { readonly min: number; readonly max: number };
  /** How many masters the counts of queues were summed over, where the document holds sums. */
  readonly sourceMasters?: number;
  /** Message types by name at the source, for targets of 5.x. */
  readonly messageTypes?: Readonly<Record<string, MessageType>>;
  /** Message type of every topic whose own cannot be told. */
  readonly otherMessageType?: MessageType;
  /** What to do where the target has it with other settings; `keep` unless given. */
  readonly existing?: 'keep' | 'overwrite';
  /** What becomes of an account's white address; `report` unless given. */
  readonly whiteAddresses?: 'report' | 'source-ips';
}

/** At most so many topics, and so many groups, in one import. */
export const MOST_TOPICS = 1000;
export const MOST_GROUPS = 1000;
