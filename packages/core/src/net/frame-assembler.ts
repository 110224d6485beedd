import { FramePool } from './frame-pool.ts';

const SIZE_BYTES = 4;
/** Less than this of a frame still to come is not worth a read of its own. */
const DIRECT_BYTES = 128 * 1024;

/** Where the bytes of a stream go. */
export interface ByteSink {
  /** Takes the next bytes of the stream; they may be reused by the caller afterwards. */
  push(data: Buffer): void;
  /** Memory that the next bytes may be written to instead, where that saves copying much. */
  readonly space: Buffer | undefined;
  /** So many bytes were written to the beginning of `space`. */
  wrote(count: number): void;
}

/**
 * Cuts a byte stream into frames (int32 size, then that many bytes), as Kafka and RocketMQ have them. Each frame is delivered in a
 * buffer of its own, so that keeping a part of one frame never keeps another large one alive.
 */
export class FrameAssembler implements ByteSink {
  readonly #onFrame: (frame: Buffer) => void;
  readonly #checkSize: (size: number) => void;
  readonly #pool: FramePool;
  readonly #sizeBytes = Buffer.alloc(SIZE_BYTES);
  #sizeFilled = 0;
  #frame: Buffer | undefined;
  #filled = 0;

  /** `checkSize` throws when a frame of that size is not acceptable; the error passes through `push`. */
  constructor(
    onFrame: (frame: Buffer) => void,
    checkSize: (size: number) => void,
    pool: FramePool = new FramePool(),
  ) {
    this.#pool = pool;
    this.#onFrame = onFrame;
    this.#checkSize = checkSize;
  }

  get space(): Buffer | undefined {
    if (this.#frame === undefined || this.#frame.length - this.#filled < DIRECT_BYTES) return undefined;
    return this.#frame.subarray(this.#filled);
  }

  push(data: Buffer): void {
    let at = 0;
    while (at < data.length) {
      if (this.#frame === undefined) {
        const count = Math.min(SIZE_BYTES - this.#sizeFilled, data.length - at);
        data.copy(this.#sizeBytes, this.#sizeFilled, at, at + count);
        this.#sizeFilled += count;
        at += count;
        if (this.#sizeFilled < SIZE_BYTES) return;
        const size = this.#sizeBytes.readInt32BE(0);
        this.#checkSize(size);
        this.#sizeFilled = 0;
        this.#frame = this.#pool.take(size);
        this.#filled = 0;
      }
      const count = Math.min(this.#frame.length - this.#filled, data.length - at);
      data.copy(this.#frame, this.#filled, at, at + count);
      this.wrote(count);
      at += count;
    }
  }

  wrote(count: number): void {
    this.#filled += count;
    const frame = this.#frame;
    if (frame === undefined || this.#filled < frame.length) return;
    this.#frame = undefined;
    this.#onFrame(frame);
  }
}
