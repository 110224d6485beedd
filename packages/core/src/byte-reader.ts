import { coreErrors } from './core-errors.ts';
import { readInt64 } from './read-int64.ts';

/**
 * Reads big-endian primitives and variable-length integers from a buffer, never beyond its end.
 * Byte ranges are returned as views on the same memory, not as copies.
 * Every method throws BYTES_TRUNCATED when the data ends too early, BYTES_MALFORMED when it cannot be right.
 */
export class ByteReader {
  readonly buffer: Buffer;
  offset: number;
  readonly end: number;

  constructor(buffer: Buffer, offset = 0, end = buffer.length) {
    this.buffer = buffer;
    this.offset = offset;
    this.end = end;
  }

  /** Bytes not yet read. */
  get remaining(): number {
    return this.end - this.offset;
  }

  #advance(size: number): number {
    const at = this.offset;
    if (size > this.end - at) {
      throw coreErrors.BYTES_TRUNCATED({ length: this.end, needed: size, offset: at });
    }
    this.offset = at + size;
    return at;
  }

  int8(): number {
    return this.buffer.readInt8(this.#advance(1));
  }

  uint8(): number {
    return this.buffer[this.#advance(1)]!;
  }

  int16(): number {
    return this.buffer.readInt16BE(this.#advance(2));
  }

  uint16(): number {
    return this.buffer.readUInt16BE(this.#advance(2));
  }

  int32(): number {
    return this.buffer.readInt32BE(this.#advance(4));
  }

  uint32(): number {
    return this.buffer.readUInt32BE(this.#advance(4));
  }

  int64(): bigint {
    return readInt64(this.buffer, this.#advance(8));
  }

  float64(): number {
    return this.buffer.readDoubleBE(this.#advance(8));
  }

  /** A view on the next `size` bytes; `size` must not be negative. */
  bytes(size: number): Buffer {
    if (size < 0) throw this.malformed(`negative length ${size}`);
    const at = this.#advance(size);
    return this.buffer.subarray(at, at + size);
  }

  /** The next `size` bytes as UTF-8 text. */
  text(size: number): string {
    if (size < 0) throw this.malformed(`negative length ${size}`);
    const at = this.#advance(size);
    return this.buffer.toString('utf8', at, at + size);
  }

  /** Unsigned base-128 integer of at most 32 bits, least significant group first. */
  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.uint8();
      if (shift === 28 && byte > 0x0f) throw this.malformed('variable-length integer of more than 32 bits');
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw this.malformed('variable-length integer of more than 32 bits');
  }

  /** Zigzag-encoded 32-bit integer. */
  varint(): number {
    const raw = this.unsignedVarint();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** Zigzag-encoded 64-bit integer. */
  varlong(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.uint8();
      if (shift === 63n && byte > 1) throw this.malformed('variable-length integer of more than 64 bits');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw this.malformed('variable-length integer of more than 64 bits');
  }

  /** A BYTES_MALFORMED error at the current position, to be thrown by the caller. */
  malformed(reason: string): Error {
    return coreErrors.BYTES_MALFORMED({ offset: this.offset, reason });
  }
}
