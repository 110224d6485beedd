const M = 0x5bd1e995;
const SEED = 0x9747b28c;
const SHIFT = 24;

/**
 * The 32-bit murmur2 hash by which Java producers choose the partition of a key (org.apache.kafka.common.utils.Utils,
 * `murmur2`), as a signed integer.
 */
export const murmur2 = (data: Buffer): number => {
  const { length } = data;
  let hash = SEED ^ length;
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    let k = Math.imul(data.readInt32LE(at), M);
    k = Math.imul(k ^ (k >>> SHIFT), M);
    hash = Math.imul(hash, M) ^ k;
  }
  const rest = length & 3;
  if (rest > 2) hash ^= data[whole + 2]! << 16;
  if (rest > 1) hash ^= data[whole + 1]! << 8;
  if (rest > 0) {
    hash ^= data[whole]!;
    hash = Math.imul(hash, M);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return hash ^ (hash >>> 15);
};
