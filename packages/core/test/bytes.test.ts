import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter, isCodedError } from '../src/index.ts';

const roundTrip = <T>(write: (writer: ByteWriter) => void, read: (reader: ByteReader) => T): T => {
  const writer = new ByteWriter(Buffer.alloc(1));
  write(writer);
  const reader = new ByteReader(writer.toBuffer());
  const value = read(reader);
  expect(reader.remaining).toBe(0);
  return value;
};

describe('bytes', () => {
  it('gives back every variable-length integer', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        (n) =>
          roundTrip(
            (w) => w.varint(n),
            (r) => r.varint(),
          ) === n,
      ),
    );
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        (n) =>
          roundTrip(
            (w) => w.varlong(n),
            (r) => r.varlong(),
          ) === n,
      ),
    );
    fc.assert(
      fc.property(
        fc.nat(0xffffffff),
        (n) =>
          roundTrip(
            (w) => w.unsignedVarint(n),
            (r) => r.unsignedVarint(),
          ) === n,
      ),
    );
  });

  it('keeps the order of small and large byte ranges', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 100, 4095, 4096, 9000), { maxLength: 8 }), (sizes) => {
        const parts = sizes.map((size, i) => Buffer.alloc(size, i + 1));
        const writer = new ByteWriter();
        for (const part of parts) {
          writer.int32(part.length);
          writer.bytes(part);
        }
        const reader = new ByteReader(writer.toBuffer());
        for (const part of parts) expect(reader.bytes(reader.int32()).equals(part)).toBe(true);
      }),
    );
  });

  it('says where data ends too early', () => {
    const reader = new ByteReader(Buffer.from([0, 0, 0]));
    expect(() => reader.int32()).toThrow(/ends at byte 3, but 4 more bytes were expected at byte 0/);
  });

  it('refuses integers that are too long', () => {
    const reader = new ByteReader(Buffer.alloc(20, 0xff));
    try {
      reader.unsignedVarint();
      expect.unreachable();
    } catch (error) {
      expect(isCodedError(error, 'BYTES_MALFORMED')).toBe(true);
    }
  });
});
