import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type RemotingCommand } from '../../src/protocol/command.ts';
import { decodeFrame, encodeFrame } from '../../src/protocol/frame.ts';
import { codeOf } from '../coded.ts';
import { RELEASES } from '../message/read-vectors.ts';
import { listFrame, readFrameVectors } from './read-frame-vectors.ts';

const SIZE_BYTES = 4;

const anyText = fc.string({ unit: 'grapheme', maxLength: 40 });

/** Any frame that can be written; without a text, a remark is the same as none. */
export const anyCommand: fc.Arbitrary<RemotingCommand> = fc.record({
  code: fc.integer({ min: -0x8000, max: 0x7fff }),
  language: fc.constantFrom(...LANGUAGES),
  version: fc.integer({ min: 0, max: 0x7fff }),
  opaque: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  flag: fc.integer({ min: 0, max: 3 }),
  remark: fc.option(anyText.filter(Boolean), { nil: undefined }),
  fields: fc.dictionary(anyText, anyText, { maxKeys: 8 }),
  body: fc.uint8Array({ maxLength: 20_000 }).map((bytes) => Buffer.from(bytes)),
  serialization: fc.constantFrom('JSON', 'ROCKETMQ'),
});

const written = (command: RemotingCommand): Buffer => Buffer.concat(encodeFrame(command));

describe.each(RELEASES)('frames of RocketMQ %s', (release) => {
  const vectors = readFrameVectors(release);

  test.each(vectors.frames.map((vector, at) => [at, vector] as const))(
    'vector %i',
    (_, { data, ...listing }) => {
      const bytes = Buffer.from(data, 'hex');
      expect(bytes.readInt32BE(0)).toBe(bytes.length - SIZE_BYTES);
      expect(listFrame(decodeFrame(bytes.subarray(SIZE_BYTES)))).toEqual(listing);
    },
  );

  test('languages have their numbers', () => {
    for (const { name, code } of vectors.languages) expect([name, LANGUAGES[code]]).toEqual([name, name]);
  });
});

test('any frame is read as it was written', () => {
  fc.assert(
    fc.property(anyCommand, (command) => {
      const bytes = written(command);
      expect(bytes.readInt32BE(0)).toBe(bytes.length - SIZE_BYTES);
      const read = decodeFrame(bytes.subarray(SIZE_BYTES));
      expect({ ...read, fields: { ...read.fields } }).toEqual({ ...command, fields: { ...command.fields } });
    }),
  );
});

test('a code that two bytes cannot hold goes as JSON', () => {
  const command: RemotingCommand = {
    ...{ code: 200_050, language: 'OTHER', version: 513, opaque: 1, flag: 0, remark: undefined },
    ...{ fields: {}, body: Buffer.alloc(0), serialization: 'ROCKETMQ' },
  };
  expect(decodeFrame(written(command).subarray(SIZE_BYTES))).toMatchObject({
    code: 200_050,
    serialization: 'JSON',
  });
});

test('a header that no frame holds is not written', () => {
  const fields = { text: 'x'.repeat(2 ** 20) };
  for (const serialization of ['JSON', 'ROCKETMQ'] as const) {
    const command: RemotingCommand = {
      ...{ code: 1, language: 'OTHER', version: 513, opaque: 1, flag: 0, remark: undefined },
      ...{ fields, body: Buffer.alloc(0), serialization },
    };
    expect(codeOf(() => encodeFrame(command))).toBe('ROCKETMQ_FRAME_MALFORMED');
  }
});

const jsonFrame = (header: string): Buffer => {
  const size = Buffer.alloc(4);
  size.writeInt32BE(Buffer.byteLength(header));
  return Buffer.concat([size, Buffer.from(header)]);
};

describe('headers of other clients', () => {
  test('numbers and truth values without quotes, null for what is absent, names that nobody knows', () => {
    const header = `{"code":10,"opaque":1,"language":"KLINGON","remark":null,"extra":{},"extFields":{"a":1,"b":true,"c":null,"__proto__":"x"}}`;
    const { fields, ...read } = decodeFrame(jsonFrame(header));
    expect(Object.entries(fields)).toEqual([
      ['a', '1'],
      ['b', 'true'],
      ['__proto__', 'x'],
    ]);
    expect(read).toMatchObject({ code: 10, flag: 0, version: 0, language: 'OTHER', remark: undefined });
  });

  test.each([
    ['no code', '{"opaque":1}'],
    ['no opaque', '{"code":1}'],
    ['a code that is no integer', '{"code":1.5,"opaque":1}'],
    ['a code beyond 32 bits', '{"code":4294967296,"opaque":1}'],
    ['fields that are a list', '{"code":1,"opaque":1,"extFields":[]}'],
    ['a field that is an object', '{"code":1,"opaque":1,"extFields":{"a":{}}}'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['nothing', ''],
  ])('refused: %s', (_, header) => {
    expect(codeOf(() => decodeFrame(jsonFrame(header)))).toBe('ROCKETMQ_FRAME_MALFORMED');
  });

  test('a serialization that nobody knows is refused', () => {
    expect(codeOf(() => decodeFrame(Buffer.from([2, 0, 0, 0])))).toBe('ROCKETMQ_FRAME_MALFORMED');
  });
});
