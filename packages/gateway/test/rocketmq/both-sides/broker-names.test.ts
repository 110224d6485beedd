import {
  decodeMessages,
  encodeProperties,
  encodeStoredMessage,
  type RemotingCommand,
} from '@mqferry/rocketmq';
import { describe, expect, it } from 'vitest';
import {
  brokerNames,
  namesInAnswer,
  namesInRequest,
  renamed,
} from '../../../src/rocketmq/both-sides/broker-names.ts';

const { toShown, toOwn } = brokerNames(new Map([['broker-a', 'broker-a@target']]))!;

const command = (parts: Partial<RemotingCommand>): RemotingCommand => ({
  ...{ code: 0, language: 'JAVA', version: 407, opaque: 7, flag: 0, remark: undefined, fields: {} },
  ...{ body: Buffer.alloc(0), serialization: 'JSON' },
  ...parts,
});

describe('names of brokers', () => {
  it('are replaced in queues, also where those are keys, and in no other text', () => {
    const body = Buffer.from(
      '{"offsetTable":{{"brokerName":"broker-a","queueId":0,"topic":"\\"brokerName\\":\\"broker-a\\""}:1,' +
        '{"topic":"broker-a","brokerName":"broker-b","queueId":1}:2}}',
    );
    const shown = renamed(command({ body }), namesInRequest(220)!, toShown);
    expect(String(shown.body)).toBe(
      String(body).replace('{"brokerName":"broker-a"', '{"brokerName":"broker-a@target"'),
    );
    expect(renamed(shown, namesInRequest(220)!, toOwn).body.equals(body)).toBe(true);
  });

  it('are replaced in the handle of a popped message', () => {
    const extraInfo = '12 1700000000000 60000 3 0 broker-a@target 1 14';
    const { fields } = renamed(
      command({ fields: { extraInfo, topic: 't' } }),
      namesInRequest(200_051)!,
      toOwn,
    );
    expect(fields).toEqual({ extraInfo: '12 1700000000000 60000 3 0 broker-a 1 14', topic: 't' });
  });

  it('are replaced in popped messages that bring their handle along', () => {
    const message = (properties: [string, string][]) =>
      encodeStoredMessage({
        ...{ format: 1, bodyCrc: 0, queueId: 1, flag: 0, queueOffset: 5n, commitLogOffset: 6n, sysFlag: 0 },
        ...{ bornTimestamp: 1n, bornHost: { host: '127.0.0.1', port: 1 }, storeTimestamp: 2n },
        ...{ storeHost: { host: '127.0.0.1', port: 2 }, reconsumeTimes: 1, preparedTransactionOffset: 0n },
        ...{
          storedBody: Buffer.from('body'),
          topic: 't',
          propertyBytes: encodeProperties(new Map(properties)),
        },
      });
    const plain = message([['KEYS', 'POP_CK']]);
    const body = Buffer.concat([
      plain,
      message([
        ['POP_CK', '1 2 3 4 1 broker-a 1 5'],
        ['KEYS', 'k'],
      ]),
    ]);
    const [first, second] = decodeMessages(renamed(command({ body }), namesInAnswer(200_050)!, toShown).body);
    expect(first!.raw.equals(plain)).toBe(true);
    expect([...second!.properties]).toEqual([
      ['POP_CK', '1 2 3 4 1 broker-a@target 1 5'],
      ['KEYS', 'k'],
    ]);
  });

  it('leave a command as it is in which there are none', () => {
    const other = command({
      body: Buffer.from('{"mqSet":[{"brokerName":"broker-b","queueId":0,"topic":"t"}]}'),
    });
    expect(renamed(other, namesInRequest(41)!, toOwn)).toBe(other);
    expect(namesInRequest(310)).toBeUndefined();
  });
});
