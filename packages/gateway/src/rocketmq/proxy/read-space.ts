import type { ByteSink } from '@mqferry/core';

const SLAB_BYTES = 128 * 1024;
/** Less is not worth a read. */
const LEAST_BYTES = 16 * 1024;

/**
 * Memory into which a socket reads: what was read is handed on as a view. As soon as nobody needs it any more, which
 * `isFree` tells, it is read into again; otherwise the next read goes behind it. So bytes are sent on from where they were
 * read to, and mostly from the same memory, which costs a fraction of fresh one.
 */
export const readSpace = (take: (data: Buffer) => void, isFree: () => boolean): ByteSink => {
  let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
  let used = 0;
  return {
    // Memory of the caller, which it uses again.
    push: (data) => take(Buffer.from(data)),
    get space() {
      if (isFree()) {
        used = 0;
      } else if (slab.length - used < LEAST_BYTES) {
        slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
        used = 0;
      }
      return used === 0 ? slab : slab.subarray(used);
    },
    wrote: (count) => {
      const data = slab.subarray(used, used + count);
      used += count;
      take(data);
    },
  };
};
