import { z } from 'zod';

const text = z.string().min(1).max(255);

/** Those listed, and those that an expression matches as a whole. */
const names = z.strictObject({
  names: z.array(text).max(10_000).optional(),
  patterns: z.array(z.string().min(1).max(4_000)).max(100).optional(),
});

const messageType = z.enum([
  'UNSPECIFIED',
  'NORMAL',
  'FIFO',
  'DELAY',
  'TRANSACTION',
  'PRIORITY',
  'LITE',
  'MIXED',
]);

/** What of a document is imported, and how. */
export const importChoice = z.strictObject({
  /**
   * Everything goes into this namespace, whichever it was in. Absent: the cluster moves as it is, names stay, and what
   * stands before `%` is the namespace.
   */
  namespace: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/)
    .optional(),
  /** All when absent. */
  topics: names.optional(),
  groups: names.optional(),
  /** Accounts and users with what they may do; `none`: no access control at all. All when absent. */
  users: z.union([z.literal('none'), names]).optional(),
  /** Also topics of retries and dead letters, which brokers make by themselves otherwise. */
  specialTopics: z.boolean().optional(),
  /** Counts of queues on each broker are brought into this range. */
  queues: z
    .strictObject({ min: z.int().min(1).max(10_000), max: z.int().min(1).max(10_000) })
    .refine(({ min, max }) => min <= max, 'min is larger than max')
    .optional(),
  /** Over how many masters the document sums counts of queues, where it does. */
  sourceMasters: z.int().min(1).max(1_000).optional(),
  /** For targets of 5.0 and newer, by the name of the topic at the source. */
  messageTypes: z.record(text, messageType).optional(),
  /** Of every other topic of which it is not told. */
  otherMessageType: messageType.optional(),
  /** What to do where the target has something with other settings; `keep` when absent. */
  existing: z.enum(['keep', 'overwrite']).optional(),
  /** What becomes of an account's white address; `report` when absent. */
  whiteAddresses: z.enum(['report', 'source-ips']).optional(),
});
