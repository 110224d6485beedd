import type { Readable } from 'node:stream';

/** A byte that says whether the message is compressed, and four with its length. */
const PREFIX_BYTES = 5;

/** A message as gRPC sends it. */
export const grpcFrame = (message: Uint8Array): Buffer => {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
};

/** The status codes of gRPC that the gateway itself gives. */
export const GRPC = {
  OK: 0,
  DEADLINE_EXCEEDED: 4,
  RESOURCE_EXHAUSTED: 8,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
} as const;

/** A call that ends with a status of gRPC instead of an answer. */
export class GrpcFailure extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'GrpcFailure';
    this.status = status;
  }
}

/** Puts messages together from the pieces in which they come. */
export class FrameReader {
  readonly #most: number;
  #pieces: Buffer[] = [];
  #bytes = 0;
  /** Before there is so much, there is nothing to be looked at. */
  #needed = PREFIX_BYTES;

  /** `most`: bytes of the largest message that is taken. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The messages that are complete with this piece. Throws GrpcFailure for one that is compressed or too large. */
  push(piece: Buffer): Buffer[] {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    const messages: Buffer[] = [];
    while (this.#bytes >= this.#needed) {
      const all = Buffer.concat(this.#pieces);
      const end = PREFIX_BYTES + this.#lengthIn(all);
      const isWhole = all.length >= end;
      if (isWhole) messages.push(all.subarray(PREFIX_BYTES, end));
      const rest = isWhole ? all.subarray(end) : all;
      this.#pieces = [rest];
      this.#bytes = rest.length;
      this.#needed = isWhole ? PREFIX_BYTES : end;
    }
    return messages;
  }

  #lengthIn(frame: Buffer): number {
    const length = frame.readUInt32BE(1);
    if (frame[0] !== 0) throw new GrpcFailure(GRPC.UNIMPLEMENTED, 'compressed messages are not taken');
    if (length > this.#most) throw new GrpcFailure(GRPC.RESOURCE_EXHAUSTED, `a message of ${length} bytes`);
    return length;
  }
}

/**
 * The one message of a request or an answer; undefined where there is none. Throws GrpcFailure, after which the stream is still
 * open, so that a status can be given.
 */
export const readOnlyMessage = async (stream: Readable, most: number): Promise<Buffer | undefined> => {
  const reader = new FrameReader(most);
  const messages: Buffer[] = [];
  const pieces = stream.iterator({ destroyOnReturn: false });
  for await (const piece of pieces) messages.push(...reader.push(piece as Buffer));
  return messages[0];
};
