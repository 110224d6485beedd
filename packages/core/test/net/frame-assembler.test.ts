import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FrameAssembler } from '../../src/net/frame-assembler.ts';

const frame = (content: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeInt32BE(content.length);
  return Buffer.concat([size, content]);
};

it('gives the same frames however the stream is cut', () => {
  const contents = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
  fc.assert(
    fc.property(contents, fc.array(fc.nat(300)), (bodies, cuts) => {
      const stream = Buffer.concat(bodies.map((body) => frame(Buffer.from(body))));
      const got: Buffer[] = [];
      const assembler = new FrameAssembler(
        (body) => got.push(Buffer.from(body)),
        () => {},
      );
      const ends = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b);
      for (const [i, end] of [...ends, stream.length].entries())
        assembler.push(stream.subarray(ends[i - 1] ?? 0, end));
      expect(got).toEqual(bodies.map((body) => Buffer.from(body)));
    }),
  );
});

it('takes the rest of a large frame where it will lie', () => {
  const body = Buffer.alloc(600_000, 'abcdefg');
  const stream = Buffer.concat([frame(body), frame(Buffer.from('next'))]);
  const got: Buffer[] = [];
  const assembler = new FrameAssembler(
    (received) => got.push(received),
    () => {},
  );
  let at = 0;
  let direct = 0;
  while (at < stream.length) {
    const { space } = assembler;
    const piece = stream.subarray(at, at + 100_000);
    if (space) {
      direct += piece.copy(space);
      assembler.wrote(Math.min(piece.length, space.length));
      at += Math.min(piece.length, space.length);
    } else {
      assembler.push(piece);
      at += piece.length;
    }
  }
  expect(got).toEqual([body, Buffer.from('next')]);
  expect(direct).toBeGreaterThan(body.length / 2);
});

it('asks about the size before it takes memory for the frame', () => {
  const assembler = new FrameAssembler(
    () => {},
    (size) => {
      throw new Error(`size ${size}`);
    },
  );
  expect(() => assembler.push(Buffer.from('7fffffff', 'hex'))).toThrow('size 2147483647');
});
