import { encodeFrame, type RemotingCommand } from '@mqferry/rocketmq';
import { describe, expect, it } from 'vitest';
import { readHead } from '../../../src/rocketmq/proxy/frame-head.ts';

const headOf = (parts: Partial<RemotingCommand>) => {
  const [frame] = encodeFrame({
    ...{ code: 310, language: 'JAVA', version: 407, opaque: 0, flag: 0, remark: undefined, fields: {} },
    ...{ body: Buffer.alloc(0), serialization: 'JSON' },
    ...parts,
  });
  return readHead(frame!.subarray(4));
};

const headOfText = (text: string) => {
  const header = Buffer.from(text);
  const prefix = Buffer.alloc(4);
  prefix.writeInt32BE(header.length);
  return readHead(Buffer.concat([prefix, header]));
};

const TAIL = '"serializeTypeCurrentRPC":"JSON","version":407}';

describe('the header of a frame', () => {
  it.each(['JSON', 'ROCKETMQ'] as const)('is read in the form %s', (serialization) => {
    const fields = { b: 'topic', i: 'KEYS\u0001"opaque":7,"flag":1\u0002', z: '主题' };
    const head = headOf({ serialization, opaque: -5, flag: 2, fields, remark: 'a "quoted" \\ text' });
    expect([head.code, head.opaque, head.flag]).toEqual([310, -5, 2]);
    for (const [name, value] of Object.entries(fields)) expect(head.field(name)).toBe(value);
    expect(head.field('topic')).toBeUndefined();
    expect(head.command()).toMatchObject({ remark: 'a "quoted" \\ text', fields });
  });

  it('is read whatever order its parts have, as other languages write them', () => {
    const head = headOfText(
      '{"code":11,"language":"GO","version":317,"opaque":9,"flag":0,"remark":"","extFields":{"topic":"t","flag":"1"}}',
    );
    expect([head.code, head.opaque, head.flag, head.field('topic')]).toEqual([11, 9, 0, 't']);
  });

  it.each([
    ['behind a key that ends like it', '{"x\\"b":"other","b":"topic"}'],
    ['twice, of which the last one counts', '{"b":"other","b":"topic"}'],
    ['with a letter that is written as a number', '{"b":"t\\u006fpic"}'],
    ['with a space before it', '{"b": "topic"}'],
  ])('gives the field that a broker sees, %s', (_, fields) => {
    const head = headOfText(
      `{"code":310,"extFields":${fields},"flag":0,"language":"JAVA","opaque":1,${TAIL}`,
    );
    expect(head.field('b')).toBe('topic');
  });

  it('is refused when it is none', () => {
    expect(() => headOfText('{"code":310')).toThrow(
      expect.objectContaining({ code: 'ROCKETMQ_FRAME_MALFORMED' }),
    );
  });
});
