import { FramePool } from './frame-pool.ts';

const SIZE_BYTES = 4;

/**
 * Cuts a byte stream into Kafka frames (int32 size, then that many bytes). Each frame is delivered in a
 * buffer of its own, so that keeping a part of one frame never keeps another alive.
 */
export class FrameAssembler {
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

  /** Takes the next bytes of the stream; they may be reused by the caller afterwards. */
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
      this.#filled += count;
      at += count;
      if (this.#filled === this.#frame.length) {
        const frame = this.#frame;
        this.#frame = undefined;
        this.#onFrame(frame);
      }
    }
  }
}
