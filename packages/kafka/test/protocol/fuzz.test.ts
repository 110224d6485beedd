import { ByteReader, ByteWriter, isCodedError } from '@mqferry/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codecsByName, loadVectors } from './vectors.ts';

/** Broken frames of every message: the answer is a message or a coded error, whatever the bytes say. */

const codecs = [...codecsByName.values()];
const vectors = loadVectors('4.3.1').vectors.filter(
  ({ kind, bytes }) => kind !== 'default' && bytes.length > 0,
);
const anyVector = fc.constantFrom(...vectors);
const anyCodec = fc.constantFrom(...codecs);

const decode = (name: string, version: number, bytes: Buffer): object | undefined => {
  try {
    return codecsByName.get(name)!.decode(new ByteReader(bytes), version) as object;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return undefined;
  }
};

const encode = (name: string, version: number, message: object): Buffer | undefined => {
  try {
    const writer = new ByteWriter();
    codecsByName.get(name)!.encode(writer, message, version);
    return writer.toBuffer();
  } catch (error) {
    // A frame may name a tag twice; that is read, but never written.
    if (!isCodedError(error, 'PROTOCOL_TAG_DUPLICATE')) throw error;
    return undefined;
  }
};

/** What could be read is written again, and is then the same for good. */
const settles = (name: string, version: number, bytes: Buffer): void => {
  const message = decode(name, version, bytes);
  if (message === undefined) return;
  const written = encode(name, version, message);
  if (written === undefined) return;
  const again = decode(name, version, written);
  expect(again).toBeDefined();
  expect(encode(name, version, again!)).toEqual(written);
};

describe('a broken frame', () => {
  it('cut short is refused with a code', () => {
    fc.assert(
      fc.property(anyVector, fc.nat(), ({ message, version, bytes }, at) => {
        const cut = bytes.subarray(0, at % bytes.length);
        expect(decode(message, version, cut), `${message} ${version} cut at ${cut.length}`).toBeUndefined();
      }),
      { numRuns: 5000 },
    );
  });

  it('with bytes changed is refused with a code, or read and written again', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(anyVector, changes, ({ message, version, bytes }, positions) => {
        const changed = Buffer.from(bytes);
        for (const [at, value] of positions) changed[at % changed.length] = value;
        settles(message, version, changed);
      }),
      { numRuns: 10_000 },
    );
  });

  it('of random bytes is refused with a code, or read and written again', () => {
    fc.assert(
      fc.property(anyCodec, fc.nat(), fc.uint8Array({ maxLength: 200 }), (codec, pick, bytes) => {
        const version = codec.minVersion + (pick % (codec.maxVersion - codec.minVersion + 1));
        settles(codec.name, version, Buffer.from(bytes));
      }),
      { numRuns: 10_000 },
    );
  });
});
