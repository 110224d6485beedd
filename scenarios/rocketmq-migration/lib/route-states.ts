import type { Share } from '@mqferry/gateway';

/** What clients are shown of a topic in each state, from before the migration to after it. */
export const SHARES = {
  initial: { source: 'read-write', target: 'none' },
  dualRead: { source: 'read-write', target: 'read' },
  dualWrite: { source: 'read-write', target: 'read-write' },
  switching: { source: 'read', target: 'read-write' },
  done: { source: 'none', target: 'read-write' },
} as const satisfies Record<string, Share>;

/** The same of an ordered topic, which is written to one side and read from one side at a time. */
export const ORDERED_SHARES = {
  initial: SHARES.initial,
  connected: { source: 'read-write', target: 'connect' },
  switching: { source: 'read', target: 'write' },
  done: SHARES.done,
  returning: { source: 'write', target: 'read' },
} as const satisfies Record<string, Share>;
