import { encodeFrame, type RemotingCommand } from '@mqferry/rocketmq';
import { describe, expect, it } from 'vitest';
import { FrameStream, type FrameVerdict } from '../../../src/rocketmq/proxy/frame-stream.ts';

const frame = (parts: Partial<RemotingCommand>): Buffer =>
  Buffer.concat(
    encodeFrame({
      ...{ code: 0, language: 'JAVA', version: 407, opaque: 0, flag: 0, remark: undefined, fields: {} },
      ...{ body: Buffer.alloc(0), serialization: 'JSON' },
      ...parts,
    }),
  );

const LIMIT = 10_000;

/** What comes out of a stream that is pushed in pieces; code 1 goes on, 2 is dropped, 3 is taken. */
const run = (pieces: readonly Buffer[], limit = LIMIT) => {
  const out: Buffer[] = [];
  const taken: Buffer[] = [];
  const heads: [number, number][] = [];
  const stream = new FrameStream(
    {
      judge: ({ code, opaque }, bytes): FrameVerdict => {
        heads.push([opaque, bytes]);
        return code === 1 ? 'pass' : code === 2 ? 'drop' : (whole) => taken.push(whole);
      },
      write: (bytes) => out.push(Buffer.from(bytes)),
    },
    limit,
  );
  for (const piece of pieces) stream.push(piece);
  return { out: Buffer.concat(out), pieces: out.length, taken, heads };
};

const FRAMES = [
  frame({ code: 1, opaque: 1, body: Buffer.alloc(300, 'a') }),
  frame({ code: 2, opaque: 2, body: Buffer.alloc(200, 'b') }),
  frame({ code: 3, opaque: 3, body: Buffer.alloc(100, 'c'), serialization: 'ROCKETMQ' }),
  frame({ code: 1, opaque: 4, serialization: 'ROCKETMQ' }),
  frame({ code: 3, opaque: 5 }),
  frame({ code: 2, opaque: 6 }),
  frame({ code: 1, opaque: 7, body: Buffer.alloc(50, 'd') }),
];
const ALL = Buffer.concat(FRAMES);
const PASSED = Buffer.concat([FRAMES[0]!, FRAMES[3]!, FRAMES[6]!]);

describe('a stream of frames', () => {
  it('is the same wherever it is cut', () => {
    for (let at = 0; at <= ALL.length; at += 1) {
      const { out, taken, heads } = run([ALL.subarray(0, at), ALL.subarray(at)]);
      expect(out.equals(PASSED)).toBe(true);
      expect(taken.map((each) => each.equals(FRAMES[2]!) || each.equals(FRAMES[4]!))).toEqual([true, true]);
      expect(heads).toEqual(FRAMES.map((each, place) => [place + 1, each.length]));
    }
  });

  it('is the same byte by byte', () => {
    const { out, taken } = run(Array.from(ALL, (_, at) => ALL.subarray(at, at + 1)));
    expect(out.equals(PASSED)).toBe(true);
    expect(taken).toHaveLength(2);
  });

  it('goes on in one piece where nothing is taken out of it', () => {
    const { pieces } = run([Buffer.concat([FRAMES[0]!, FRAMES[3]!, FRAMES[6]!])]);
    expect(pieces).toBe(1);
  });

  it('ends at a frame that is too large, before that has come', () => {
    const large = frame({ code: 1, body: Buffer.alloc(LIMIT) });
    expect(() => run([large.subarray(0, 4)])).toThrow(
      expect.objectContaining({ code: 'ROCKETMQ_FRAME_TOO_LARGE' }),
    );
  });

  it.each([
    ['a size below that of a prefix', Buffer.from([0, 0, 0, 3, 0, 0, 0, 0])],
    ['a negative size', Buffer.from([0xff, 0, 0, 0])],
    ['a header beyond its frame', Buffer.from([0, 0, 0, 8, 0, 0, 0, 5])],
    ['an unknown form of header', Buffer.concat([Buffer.from([0, 0, 0, 6, 9, 0, 0, 2]), Buffer.from('{}')])],
  ])('ends at %s', (_, bytes) => {
    expect(() => run([bytes])).toThrow(expect.objectContaining({ code: 'ROCKETMQ_FRAME_MALFORMED' }));
  });
});
