import { describe, expect, it } from 'vitest';
import { GrpcFailure } from '../../../src/rocketmq/grpc/grpc-frames.ts';
import {
  messageBytes,
  messageIn,
  messagesIn,
  numberIn,
  readMessage,
  textIn,
  type WireMessage,
  withField,
} from '../../../src/rocketmq/grpc/wire-message.ts';

const inner = withField([], 2, 'orders');
const message = withField(withField(withField([], 1, inner), 3, 'a', 'b'), 7, 300);

describe('protobuf messages of which some fields are known', () => {
  it('are read as they were written', () => {
    const read = readMessage(messageBytes(message));
    expect(textIn(messageIn(read, 1), 2)).toBe('orders');
    expect(textIn(read, 3)).toBe('b');
    expect(numberIn(read, 7)).toBe(300);
    expect(messagesIn(withField([], 1, inner, inner), 1)).toHaveLength(2);
  });

  it('have empty texts, zeros and no fields where nothing was written', () => {
    expect([textIn([], 1), numberIn([], 1), messageIn([], 1)]).toEqual(['', 0, []]);
  });

  it('keep every other byte when a field is set', () => {
    // A fixed64, a fixed32, and a varint beyond 32 bits, none of which is known.
    const unknown = Buffer.from('4901020304050607085d01020304a00181808080808080800a', 'hex');
    const changed = withField(readMessage(Buffer.concat([unknown, messageBytes(message)])), 3, 'c');
    expect(Buffer.from(messageBytes(changed)).subarray(0, unknown.length)).toEqual(unknown);
    expect(textIn(changed, 3)).toBe('c');
    expect(numberIn(changed, 7)).toBe(300);
  });

  it('can lose a field', () => {
    const without: WireMessage = withField(message, 3);
    expect(textIn(without, 3)).toBe('');
  });

  it('are refused when they end early', () => {
    expect(() => readMessage(Buffer.from('0a05', 'hex'))).toThrow(GrpcFailure);
  });
});
