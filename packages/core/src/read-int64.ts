/** Up to here either way, the upper half times 2^32 plus the lower one is exact as a number. */
const EXACT = 2 ** 20;

/**
 * The big-endian 64-bit integer at `at`. Buffer's own method makes five bigints on the way; nearly all offsets, times and
 * ids in practice need the last one only. Throws RangeError beyond the buffer's end.
 */
export const readInt64 = (buffer: Buffer, at: number): bigint => {
  const upper = buffer.readInt32BE(at);
  const lower = buffer.readUInt32BE(at + 4);
  if (upper >= -EXACT && upper < EXACT) return BigInt(upper * 2 ** 32 + lower);
  return (BigInt(upper) << 32n) | BigInt(lower);
};
