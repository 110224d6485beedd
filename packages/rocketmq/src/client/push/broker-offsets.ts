import type { ClientCore } from '../core/client-core.ts';
import { storedOffset, storeOffset } from '../core/queue-offsets.ts';
import type { OffsetPlace } from './offset-store.ts';

/** Offsets of a group at the brokers. What cannot be written to one broker is written to the others all the same. */
export const brokerOffsets = (core: ClientCore, group: string): OffsetPlace => ({
  read: (queue) => storedOffset(core, group, queue, true),
  write: async (offsets) => {
    const writes = offsets.map(({ offset, ...queue }) => storeOffset(core, group, queue, offset));
    for (const outcome of await Promise.allSettled(writes)) {
      if (outcome.status === 'rejected') core.problem(outcome.reason);
    }
  },
});
