import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { FrameReader, grpcFrame, readOnlyMessage } from '../../../src/rocketmq/grpc/grpc-frames.ts';

const one = Buffer.from('one message');
const other = Buffer.from('another');

describe('messages in a stream of gRPC', () => {
  it('are put together from any pieces', () => {
    const all = Buffer.concat([grpcFrame(one), grpcFrame(other), grpcFrame(Buffer.alloc(0))]);
    for (const size of [1, 3, 7, all.length]) {
      const reader = new FrameReader(100);
      const messages: string[] = [];
      for (let at = 0; at < all.length; at += size) {
        messages.push(...reader.push(all.subarray(at, at + size)).map(String));
      }
      expect(messages).toEqual(['one message', 'another', '']);
    }
  });

  it('are refused when they are larger than allowed, before they are there', () => {
    expect(() => new FrameReader(10).push(grpcFrame(one).subarray(0, 5))).toThrow('a message of 11 bytes');
  });

  it('are refused when they are compressed', () => {
    const frame = grpcFrame(one);
    frame[0] = 1;
    expect(() => new FrameReader(100).push(frame)).toThrow('compressed');
  });

  it('may be missing', async () => {
    expect(await readOnlyMessage(Readable.from([]), 100)).toBeUndefined();
    expect(String(await readOnlyMessage(Readable.from([grpcFrame(one)]), 100))).toBe('one message');
  });
});
