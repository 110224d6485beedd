import { crc32, crc32c } from '@node-rs/crc32';
import { BATCH, LEGACY } from './batch-header.ts';
import { recordErrors } from './record-errors.ts';

/**
 * The checksum that a batch must bear: CRC-32C from the attributes to the end in format 2, CRC-32 from the magic
 * byte to the end in formats 0 and 1.
 */
export const computeCrc = (batch: Buffer): number =>
  batch[BATCH.magic] === 2 ? crc32c(batch.subarray(BATCH.attributes)) : crc32(batch.subarray(LEGACY.magic));

/** Checks a whole batch, or an entry of a format 0 or 1 message set. Throws RECORDS_CRC_MISMATCH. */
export const verifyCrc = (batch: Buffer): void => {
  const stored = batch.readUInt32BE(batch[BATCH.magic] === 2 ? BATCH.crc : LEGACY.crc);
  const computed = computeCrc(batch);
  if (stored !== computed) {
    throw recordErrors.RECORDS_CRC_MISMATCH({ offset: batch.readBigInt64BE(0), stored, computed });
  }
};

/** CRC-32C's polynomial. Bit 31 stands for x^0, as in the register of a CRC that takes low bits first. */
const POLYNOMIAL = 0x82f63b78;

/** Product of two polynomials over GF(2), modulo the CRC's. */
const multiply = (a: number, b: number): number => {
  let product = 0;
  let power = b;
  for (let rest = a; rest !== 0; rest <<= 1) {
    if (rest < 0) product ^= power;
    power = (power & 1) === 0 ? power >>> 1 : (power >>> 1) ^ POLYNOMIAL;
  }
  return product;
};

/** Entry i is x to the power of 8 * 2^i: what 2^i zero bytes do to the register. */
const ZERO_BYTES: readonly number[] = (() => {
  const powers = [1 << (31 - 8)];
  while (powers.length < 31) powers.push(multiply(powers.at(-1)!, powers.at(-1)!));
  return powers;
})();

/** Entry i is what a byte i does to the register. */
const BYTES = Int32Array.from({ length: 256 }, (_, byte) => {
  let register = byte;
  for (let bit = 0; bit < 8; bit += 1)
    register = (register & 1) === 0 ? register >>> 1 : (register >>> 1) ^ POLYNOMIAL;
  return register;
});

/**
 * A checksum of `batch` from `from` up to `to` that differs from another one as CRC-32Cs do. For a few bytes: a call of
 * native code would take longer than the sum itself.
 */
export const shortCrc = (batch: Buffer, from: number, to: number): number => {
  let register = 0;
  for (let at = from; at < to; at += 1) register = (register >>> 8) ^ BYTES[(register ^ batch[at]!) & 0xff]!;
  return register;
};

/**
 * How two CRC-32Cs differ after `count` more equal bytes, given how they differ before. A CRC is linear: the
 * difference depends on nothing else, so the bytes themselves need not be read. Takes log2(count) steps.
 */
export const advanceCrcDifference = (difference: number, count: number): number => {
  let advanced = difference;
  for (let rest = count, i = 0; rest > 0; rest >>>= 1, i++) {
    if ((rest & 1) === 1) advanced = multiply(ZERO_BYTES[i]!, advanced);
  }
  return advanced >>> 0;
};
