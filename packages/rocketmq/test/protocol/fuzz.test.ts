import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BodyValue } from '../../src/protocol/body-value.ts';
import { parseFastjson } from '../../src/protocol/fastjson.ts';
import { decodeFrame } from '../../src/protocol/frame.ts';
import { parseProperties } from '../../src/protocol/properties.ts';
import type { RequestDefinition } from '../../src/protocol/request.ts';
import { codeOf } from '../coded.ts';
import { RELEASES } from '../message/read-vectors.ts';
import { ANSWERS } from './answers.ts';
import { readFrameVectors } from './read-frame-vectors.ts';
import { allRequests } from './request-tables.ts';

const SIZE_BYTES = 4;

const frames = RELEASES.flatMap((release) => readFrameVectors(release).frames).map(({ data }) =>
  Buffer.from(data, 'hex').subarray(SIZE_BYTES),
);

/** What may be done to bytes on their way. */
const anyDamage: fc.Arbitrary<(data: Buffer) => Buffer> = fc.oneof(
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([at, value]) => (data: Buffer) => {
    const damaged = Buffer.from(data);
    if (damaged.length > 0) damaged[at % damaged.length]! ^= value;
    return damaged;
  }),
  fc.nat().map((at) => (data: Buffer) => data.subarray(0, at % (data.length + 1))),
  fc.tuple(fc.nat(), fc.nat({ max: 60 })).map(([at, count]) => (data: Buffer) => {
    const begin = at % (data.length + 1);
    return Buffer.concat([data.subarray(0, begin), data.subarray(begin + count)]);
  }),
  fc.tuple(fc.nat(), fc.integer()).map(([at, value]) => (data: Buffer) => {
    const damaged = Buffer.from(data);
    if (damaged.length >= 4) damaged.writeInt32BE(value, at % (damaged.length - 3));
    return damaged;
  }),
  fc
    .tuple(fc.nat(), fc.constantFrom('{', '[', '"', '\\', '0', '-', ',', ':', '}', 'null', '1e999'))
    .map(([at, text]) => (data: Buffer) => {
      const begin = at % (data.length + 1);
      return Buffer.concat([data.subarray(0, begin), Buffer.from(text), data.subarray(begin)]);
    }),
);

const damages = fc.array(anyDamage, { minLength: 1, maxLength: 3 });

const damagedBy = (data: Buffer, each: readonly ((data: Buffer) => Buffer)[]): Buffer =>
  each.reduce((damaged, damage) => damage(damaged), data);

describe('damaged frames are other frames, or refused with a code', () => {
  test('of both serializations', () => {
    fc.assert(
      fc.property(fc.constantFrom(...frames), damages, (frame, each) => {
        const code = codeOf(() => decodeFrame(damagedBy(frame, each)));
        expect([undefined, 'ROCKETMQ_FRAME_MALFORMED']).toContain(code);
      }),
      { numRuns: 5_000 },
    );
  });

  test('noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(0, 1), (bytes, serialization) => {
        const noise = Buffer.concat([Buffer.from([serialization, 0, 0, bytes.length]), bytes]);
        expect([undefined, 'ROCKETMQ_FRAME_MALFORMED']).toContain(codeOf(() => decodeFrame(noise)));
      }),
      { numRuns: 5_000 },
    );
  });
});

const REFUSED = ['ROCKETMQ_JSON_MALFORMED', 'ROCKETMQ_BODY_UNEXPECTED'];

describe('damaged bodies', () => {
  const bodies = Object.entries(ANSWERS).map(([name, text]) => [name, Buffer.from(text)] as const);
  const definitions = new Map<string, RequestDefinition>(allRequests().map((each) => [each.name, each]));

  test.each(bodies)(
    '%s is read whole, and refused with a code or read otherwise when damaged',
    (name, body) => {
      const read = definitions.get(name)!.body;
      expect(codeOf(() => read(body))).toBeUndefined();
      fc.assert(
        fc.property(damages, (each) => {
          expect([undefined, ...REFUSED]).toContain(codeOf(() => read(damagedBy(body, each))));
        }),
        { numRuns: 1_000 },
      );
    },
  );

  test.each(bodies)('%s with anything else in the place of a value', (name, body) => {
    const read = definitions.get(name)!.body;
    fc.assert(
      fc.property(fc.nat(), fc.json({ maxDepth: 2 }), (place, other) => {
        const values = [...body.toString().matchAll(/(?<=:)(?:"[^"]*"|-?\d+(?:\.\d+)?|true|false|null)/g)];
        const value = values[place % Math.max(1, values.length)];
        if (value === undefined) return;
        const text = body.toString();
        const changed = text.slice(0, value.index) + other + text.slice(value.index + value[0].length);
        expect([undefined, ...REFUSED]).toContain(codeOf(() => read(Buffer.from(changed))));
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  test('is JSON as fastjson writes it, or refused', () => {
    const anyPieces = fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ':',
          ',',
          '"',
          '\\',
          '1',
          '-',
          '.',
          'e',
          'true',
          'null',
          ' ',
          'a',
        ),
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(anyPieces, fc.string()), (text) => {
        expect([undefined, 'ROCKETMQ_JSON_MALFORMED']).toContain(codeOf(() => parseFastjson(text)));
      }),
      { numRuns: 10_000 },
    );
  });

  test('is settings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const [name] of parseProperties(Buffer.from(text))) expect(name).not.toContain('\n');
      }),
    );
  });
});

describe('sizes', () => {
  test('a body of nothing but openings is refused without depth', () => {
    for (const opening of ['[', '{', '{"a":', '{{', '[{"a":['])
      expect(codeOf(() => parseFastjson(opening.repeat(200_000)))).toBe('ROCKETMQ_JSON_MALFORMED');
  });

  test('a large body is read in time that grows with it', () => {
    const offsets = Array.from({ length: 20_000 }, (_, at) => `"t${at}@g":{0:${at},1:9007199254740993}`);
    const value = new BodyValue(parseFastjson(`{"offsetTable":{${offsets.join(',')}}}`));
    expect(value.field('offsetTable').entries((each) => each.field('1').int64())).toHaveLength(20_000);
    const unclosed = `{"a":"${'\\"'.repeat(500_000)}`;
    expect(codeOf(() => parseFastjson(unclosed))).toBe('ROCKETMQ_JSON_MALFORMED');
  });
});
