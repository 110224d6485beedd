import { MAX_HEADER_BYTES, protocolErrors } from '@mqferry/rocketmq';
import { type FrameHead, readHead } from './frame-head.ts';

const SIZE_BYTES = 4;
/** The size of a frame, then how its header is written and how long that is. */
const PREFIX_BYTES = 8;

/** What becomes of a frame: it goes on as it comes, it is left out, or somebody gets it whole, with its size before it. */
export type FrameVerdict = 'pass' | 'drop' | ((frame: Buffer) => void);

/** Who decides over the frames of a stream. */
export interface FrameHandler {
  /** Decides by the header; `bytes` is the length of the frame with its size. `head` is not to be kept. */
  judge(head: FrameHead, bytes: number): FrameVerdict;
  /** Sends on what may go on. */
  write(bytes: Buffer): void;
}

/**
 * Looks at the headers of the frames in a stream, and hands the stream on in the pieces in which it came. A frame is put
 * together in memory only where its handler wants it whole. Throws ROCKETMQ_FRAME_TOO_LARGE before anything of a frame is
 * kept, and ROCKETMQ_FRAME_MALFORMED.
 */
export class FrameStream {
  readonly #handler: FrameHandler;
  readonly #maxFrameBytes: number;
  /** A header that comes in pieces: first its prefix, then as long as that says. */
  #head: Buffer | undefined;
  #headFilled = 0;
  /** How much of the present frame is still to come, and what becomes of it. */
  #remaining = 0;
  #verdict: FrameVerdict = 'pass';
  #taken: Buffer | undefined;

  constructor(handler: FrameHandler, maxFrameBytes: number) {
    this.#handler = handler;
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Takes the next bytes of the stream; what goes on are views on them. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#head !== undefined) at = this.#gatherHead(chunk, at);
      else if (this.#remaining > 0 && this.#verdict !== 'pass') at = this.#swallow(chunk, at);
      else at = this.#pass(chunk, at);
    }
  }

  /** Sends on as many frames, and parts of them, as may go on; gives where it came to. */
  #pass(chunk: Buffer, begin: number): number {
    let at = begin;
    const flush = () => {
      if (at > begin)
        this.#handler.write(begin === 0 && at === chunk.length ? chunk : chunk.subarray(begin, at));
    };
    while (at < chunk.length) {
      if (this.#remaining > 0) {
        const count = Math.min(this.#remaining, chunk.length - at);
        this.#remaining -= count;
        at += count;
        continue;
      }
      const headBytes = this.#headBytes(chunk, at, chunk.length);
      if (headBytes === undefined || at + headBytes > chunk.length) {
        flush();
        this.#head = Buffer.allocUnsafe(headBytes ?? PREFIX_BYTES);
        this.#headFilled = 0;
        return at;
      }
      if (this.#judge(chunk.subarray(at, at + headBytes)) !== 'pass') {
        flush();
        return this.#begin(chunk, at, headBytes);
      }
      at += headBytes;
    }
    flush();
    return at;
  }

  #gatherHead(chunk: Buffer, at: number): number {
    const head = this.#head!;
    const count = Math.min(head.length - this.#headFilled, chunk.length - at);
    chunk.copy(head, this.#headFilled, at, at + count);
    this.#headFilled += count;
    const needed = this.#headBytes(head, 0, this.#headFilled);
    if (needed !== undefined && needed > head.length) {
      this.#head = Buffer.allocUnsafe(needed);
      head.copy(this.#head, 0, 0, this.#headFilled);
    } else if (needed === this.#headFilled) {
      this.#head = undefined;
      if (this.#judge(head) === 'pass') this.#handler.write(head);
      else this.#begin(head, 0, needed);
    }
    return at + count;
  }

  #judge(head: Buffer): FrameVerdict {
    const bytes = SIZE_BYTES + head.readInt32BE(0);
    this.#remaining = bytes - head.length;
    this.#verdict = this.#handler.judge(readHead(head.subarray(SIZE_BYTES)), bytes);
    return this.#verdict;
  }

  /** Begins a frame that does not go on. */
  #begin(source: Buffer, at: number, headBytes: number): number {
    if (this.#verdict !== 'drop') {
      this.#taken = Buffer.allocUnsafeSlow(headBytes + this.#remaining);
      source.copy(this.#taken, 0, at, at + headBytes);
    }
    if (this.#remaining === 0) this.#end();
    return at + headBytes;
  }

  #swallow(chunk: Buffer, at: number): number {
    const count = Math.min(this.#remaining, chunk.length - at);
    if (this.#taken) chunk.copy(this.#taken, this.#taken.length - this.#remaining, at, at + count);
    this.#remaining -= count;
    if (this.#remaining === 0) this.#end();
    return at + count;
  }

  #end(): void {
    const [verdict, frame] = [this.#verdict, this.#taken];
    this.#taken = undefined;
    if (typeof verdict === 'function') verdict(frame!);
  }

  /** How long a header is with what stands before it; undefined as long as that has not come. */
  #headBytes(source: Buffer, at: number, end: number): number | undefined {
    if (end - at < SIZE_BYTES) return undefined;
    const size = source.readInt32BE(at);
    if (size < SIZE_BYTES)
      throw protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason: `a frame of ${size} bytes` });
    if (size > this.#maxFrameBytes) {
      throw protocolErrors.ROCKETMQ_FRAME_TOO_LARGE({ size, limit: this.#maxFrameBytes });
    }
    if (end - at < PREFIX_BYTES) return undefined;
    const headerBytes = source.readUIntBE(at + SIZE_BYTES + 1, 3);
    if (headerBytes > Math.min(size - SIZE_BYTES, MAX_HEADER_BYTES)) {
      const reason = `a header of ${headerBytes} bytes in a frame of ${size}`;
      throw protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason });
    }
    return PREFIX_BYTES + headerBytes;
  }
}
