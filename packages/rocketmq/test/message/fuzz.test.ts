import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBatch } from '../../src/message/batch.ts';
import { decodeMessages } from '../../src/message/decode-messages.ts';
import { encodeStoredMessage } from '../../src/message/encode-message.ts';
import { codeOf } from '../coded.ts';
import { anyStoredFields } from './messages.ts';
import { RELEASES, readVectors } from './read-vectors.ts';

const LIMIT = 1_000_000;

const ours = RELEASES.flatMap((release) => readVectors(release).messages)
  .map(({ data }) => Buffer.from(data, 'hex'))
  .filter(({ length }) => length < 10_000);
const batches = readVectors('5.5.0').batches.map(({ data }) => Buffer.from(data, 'hex'));

/** What a reader does with messages; a body it cannot read is an error of its own, and may be no reason to stop. */
const readAll = (data: Buffer): void => {
  for (const message of decodeMessages(data, { decompressedLimit: LIMIT })) {
    const { bornHost, storeHost, properties, raw } = message;
    expect([bornHost, storeHost, properties, raw]).toHaveLength(4);
    expect(message.body.length).toBeLessThanOrEqual(LIMIT);
  }
};

/** Runs on data of real messages or batches after `damage`; any error must be one of ours. */
const survives = (damage: (data: Buffer, position: number, value: number) => Buffer, runs: number) => {
  for (const [vectors, read] of [
    [ours, readAll],
    [batches, decodeBatch],
  ] as const) {
    fc.assert(
      fc.property(
        fc.constantFrom(...vectors),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (vector, position, value) => {
          const data = Buffer.from(vector);
          const code = codeOf(() => read(damage(data, position % data.length, value)));
          expect(code ?? 'ROCKETMQ_MESSAGE_').toMatch(/^ROCKETMQ_MESSAGE_/);
        },
      ),
      { numRuns: runs },
    );
  }
};

describe('damaged messages give a coded error or other messages, never anything else', () => {
  it('one byte changed', () => {
    survives((data, position, value) => {
      data[position]! ^= value;
      return data;
    }, 3000);
  });

  it('a byte changed where lengths and flags are', () => {
    survives((data, position, value) => {
      data[position % Math.min(data.length, 90)]! ^= value;
      return data;
    }, 3000);
  });

  it('an integer overwritten', () => {
    survives((data, position, value) => {
      data.writeInt32BE(value > 127 ? -value : 2 ** (value % 31), Math.min(position, data.length - 4));
      return data;
    }, 3000);
  });

  it('a stretch left out', () => {
    survives(
      (data, position, value) => Buffer.concat([data.subarray(0, position), data.subarray(position + value)]),
      1000,
    );
  });

  it('the end missing', () => {
    survives((data, position) => data.subarray(0, position), 1000);
    for (const data of [...ours, ...batches]) {
      const read = batches.includes(data) ? decodeBatch : decodeMessages;
      expect(codeOf(() => read(data.subarray(0, -1)))).toBe('ROCKETMQ_MESSAGE_MALFORMED');
    }
  });

  it('noise behind a header that is right', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 300 }), fc.boolean(), (array, isFormat2) => {
        const data = Buffer.from(array);
        data.writeInt32BE(data.length, 0);
        data.writeUInt32BE(isFormat2 ? 0xdaa320ab : 0xdaa320a7, 4);
        expect(codeOf(() => readAll(data)) ?? 'ROCKETMQ_MESSAGE_').toMatch(/^ROCKETMQ_MESSAGE_/);
      }),
      { numRuns: 2000 },
    );
  });
});

it('any messages are read as they were written, one behind the other', () => {
  fc.assert(
    fc.property(fc.array(anyStoredFields, { maxLength: 20 }), (all) => {
      const parts = all.map(encodeStoredMessage);
      const messages = decodeMessages(Buffer.concat(parts), { keepInnerBatches: true });
      expect(messages.map(encodeStoredMessage)).toEqual(parts);
      expect(messages.map(({ raw }) => raw)).toEqual(parts);
    }),
    { numRuns: 50 },
  );
});
