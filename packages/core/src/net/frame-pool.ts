const MIB = 1024 * 1024;
/** Smaller frames are not worth keeping: the runtime recycles them cheaply itself. */
const SMALLEST = 256 * 1024;
const LARGEST_IDLE_BYTES = 32 * MIB;

/**
 * Memory for large frames, used again when it is given back. Without it every gigabyte read costs fresh pages and
 * some twenty full garbage collections. Giving back is optional: what is forgotten is collected as usual.
 */
export class FramePool {
  #idle: ArrayBuffer[] = [];
  #idleBytes = 0;

  /** A buffer of exactly `size` bytes with undefined content. */
  take(size: number): Buffer {
    // The runtime cuts the smallest from memory that several share: kept alive together, they are still small.
    if (size < SMALLEST) return Buffer.allocUnsafe(size);
    const at = this.#smallestFor(size);
    if (at < 0) return Buffer.allocUnsafeSlow(Math.ceil(size / MIB) * MIB).subarray(0, size);
    const [memory] = this.#idle.splice(at, 1);
    this.#idleBytes -= memory!.byteLength;
    return Buffer.from(memory!, 0, size);
  }

  /** A large one for a small frame would be missing when a large frame comes, and be held as long as the small one. */
  #smallestFor(size: number): number {
    return this.#idle.reduce((best, { byteLength }, at) => {
      const isBetter = byteLength >= size && (best < 0 || byteLength < this.#idle[best]!.byteLength);
      return isBetter ? at : best;
    }, -1);
  }

  /** Takes back the memory under a frame, or under any view on it; nothing may use it any more. */
  give(view: Buffer): void {
    const memory = view.buffer as ArrayBuffer;
    if (memory.byteLength < SMALLEST || this.#idleBytes + memory.byteLength > LARGEST_IDLE_BYTES) return;
    if (this.#idle.includes(memory)) return;
    this.#idle.push(memory);
    this.#idleBytes += memory.byteLength;
  }
}
