const INITIAL_CAPACITY = 512;
/** Byte ranges from this size on are kept by reference, so that large payloads are never copied. */
const REFERENCE_THRESHOLD = 4096;

/**
 * Writes big-endian primitives and variable-length integers into a growing list of chunks.
 * Large byte ranges are referenced, not copied: the caller must not change them until the chunks are sent.
 */
export class ByteWriter {
  #chunk: Buffer;
  #used = 0;
  readonly #closed: Buffer[] = [];
  #closedLength = 0;

  /** Writes into `memory` as far as it goes. */
  constructor(memory: Buffer = Buffer.allocUnsafe(INITIAL_CAPACITY)) {
    this.#chunk = memory;
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#closedLength + this.#used;
  }

  #reserve(size: number): number {
    if (this.#used + size > this.#chunk.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.#chunk.length * 2, this.#used + size));
      this.#chunk.copy(grown, 0, 0, this.#used);
      this.#chunk = grown;
    }
    const at = this.#used;
    this.#used += size;
    return at;
  }

  int8(value: number): void {
    const at = this.#reserve(1);
    this.#chunk.writeInt8(value, at);
  }

  uint8(value: number): void {
    const at = this.#reserve(1);
    this.#chunk[at] = value;
  }

  int16(value: number): void {
    const at = this.#reserve(2);
    this.#chunk.writeInt16BE(value, at);
  }

  uint16(value: number): void {
    const at = this.#reserve(2);
    this.#chunk.writeUInt16BE(value, at);
  }

  int32(value: number): void {
    const at = this.#reserve(4);
    this.#chunk.writeInt32BE(value, at);
  }

  uint32(value: number): void {
    const at = this.#reserve(4);
    this.#chunk.writeUInt32BE(value, at);
  }

  int64(value: bigint): void {
    const at = this.#reserve(8);
    this.#chunk.writeBigInt64BE(value, at);
  }

  float64(value: number): void {
    const at = this.#reserve(8);
    this.#chunk.writeDoubleBE(value, at);
  }

  /** Appends the bytes from `start` up to `end`, by reference when there are many. */
  bytes(value: Buffer, start = 0, end = value.length): void {
    const size = end - start;
    if (size < REFERENCE_THRESHOLD) {
      const at = this.#reserve(size);
      value.copy(this.#chunk, at, start, end);
      return;
    }
    this.#closeChunk();
    this.#closed.push(size === value.length ? value : value.subarray(start, end));
    this.#closedLength += size;
  }

  #closeChunk(): void {
    if (this.#used === 0) return;
    this.#closed.push(this.#chunk.subarray(0, this.#used));
    this.#closedLength += this.#used;
    this.#chunk =
      this.#chunk.length - this.#used >= 64
        ? this.#chunk.subarray(this.#used)
        : Buffer.allocUnsafe(INITIAL_CAPACITY);
    this.#used = 0;
  }

  /** Appends UTF-8 text without a length. */
  text(value: string): void {
    const size = Buffer.byteLength(value);
    const at = this.#reserve(size);
    this.#chunk.write(value, at, size, 'utf8');
  }

  /** Unsigned base-128 integer of at most 32 bits, least significant group first. */
  unsignedVarint(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.uint8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.uint8(rest);
  }

  /** Zigzag-encoded 32-bit integer. */
  varint(value: number): void {
    this.unsignedVarint((value << 1) ^ (value >> 31));
  }

  /** Zigzag-encoded 64-bit integer. */
  varlong(value: bigint): void {
    let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    while (rest > 0x7fn) {
      this.uint8(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.uint8(Number(rest));
  }

  /** All that was written, in order, as the chunks it lies in. The writer must not be used afterwards. */
  chunks(): Buffer[] {
    this.#closeChunk();
    return this.#closed;
  }

  /** All that was written as one buffer. The writer must not be used afterwards. */
  toBuffer(): Buffer {
    const chunks = this.chunks();
    return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, this.#closedLength);
  }
}
