import { ByteReader } from '@mqferry/core';
import { type Api, type RequestHeader, requestHeader } from '@mqferry/kafka';

const SIZE_BYTES = 4;

/** Cuts a byte stream into frames as they are on the wire, their size in front. */
export class FrameCutter {
  #chunks: Buffer[] = [];
  #length = 0;

  /** The frames that are complete with these bytes. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const frames: Buffer[] = [];
    for (let size = this.#nextSize(); size !== undefined && this.#length >= size; size = this.#nextSize()) {
      const all = this.#joined();
      frames.push(all.subarray(0, size));
      this.#chunks = [all.subarray(size)];
      this.#length -= size;
    }
    return frames;
  }

  #nextSize(): number | undefined {
    if (this.#length < SIZE_BYTES) return undefined;
    if (this.#chunks[0]!.length < SIZE_BYTES) this.#chunks = [this.#joined()];
    return SIZE_BYTES + this.#chunks[0]!.readInt32BE(0);
  }

  #joined(): Buffer {
    return this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
  }
}

/** What every request begins with, in any version. */
export interface RequestHead {
  readonly apiKey: number;
  readonly apiVersion: number;
}

/** The API of a request's frame. */
export const headOf = (frame: Buffer): RequestHead => ({
  apiKey: frame.readInt16BE(SIZE_BYTES),
  apiVersion: frame.readInt16BE(SIZE_BYTES + 2),
});

/** A request's frame decoded. Throws when it is of another API. */
export const decodeRequest = <Req>(
  api: Api<Req, unknown>,
  frame: Buffer,
): { readonly header: RequestHeader; readonly body: Req } => {
  const { apiKey, apiVersion } = headOf(frame);
  if (apiKey !== api.key) throw new Error(`a request of API ${apiKey} is not ${api.name}`);
  const reader = new ByteReader(frame.subarray(SIZE_BYTES));
  const header = requestHeader.decode(reader, api.requestHeaderVersion(apiVersion));
  return { header, body: api.request.decode(reader, apiVersion) };
};
