import { describe, expect, onTestFinished, test } from 'vitest';
import { call, tell } from '../../src/connection/call.ts';
import { RemotingConnection } from '../../src/connection/remoting-connection.ts';
import { jsonBody } from '../../src/protocol/body-value.ts';
import { ONEWAY_FLAG, type RemotingCommand } from '../../src/protocol/command.ts';
import { defineRequest } from '../../src/protocol/request.ts';
import { RESPONSE } from '../../src/protocol/response-codes.ts';
import { startFakePeer } from './fake-peer.ts';

const FIND = defineRequest('FIND', {
  code: 4711,
  to: 'broker',
  fields: { topic: 'string', queueId: 'int32', offset: 'int64', force: 'boolean?' },
  answer: { offset: 'int64', found: 'boolean?' },
  body: jsonBody((value) => value.field('name').text()),
  outcomes: [RESPONSE.QUERY_NOT_FOUND],
});

const QUEUE = { topic: 'orders', queueId: 3, offset: 9_007_199_254_740_993n };

const connected = async (answer: Partial<RemotingCommand>) => {
  const peer = await startFakePeer(({ opaque }, { send }) => send({ opaque, ...answer }));
  const connection = await RemotingConnection.open(peer.address);
  onTestFinished(() => connection.close());
  return { peer, connection };
};

describe('a request of the table', () => {
  test('its fields go there as texts, its answer comes back typed', async () => {
    const { peer, connection } = await connected({
      fields: { offset: '-9007199254740993', found: 'TRUE', other: 'x' },
      body: Buffer.from('{"name":"shop"}'),
    });
    expect(await call(connection, FIND, QUEUE)).toEqual({
      ...{ code: 0, remark: undefined, version: 407 },
      ...{ fields: { offset: -9_007_199_254_740_993n, found: true }, body: 'shop' },
    });
    const { received } = await peer.connection();
    expect(received[0]).toMatchObject({
      code: 4711,
      fields: { topic: 'orders', queueId: '3', offset: '9007199254740993' },
    });
  });

  test('an outcome that it declares is no error, and its body is not read', async () => {
    const { connection } = await connected({ code: 22, fields: { offset: '1' }, body: Buffer.from('{') });
    expect(await call(connection, FIND, QUEUE)).toMatchObject({ code: 22, body: undefined });
  });

  test('any other code is an error', async () => {
    const { peer, connection } = await connected({ code: 17, remark: 'gone' });
    await expect(call(connection, FIND, QUEUE)).rejects.toMatchObject({
      code: 'ROCKETMQ_TOPIC_NOT_EXIST',
      parameters: { server: peer.text, request: 'FIND', remark: 'gone' },
    });
  });

  test.each([
    ['a field is missing', {}, '{"name":"shop"}'],
    ['a field is of another type', { offset: 'x' }, '{"name":"shop"}'],
    ['the body is no JSON', { offset: '1' }, '{'],
    ['the body has something else', { offset: '1' }, '{"name":1}'],
  ])('an answer that cannot be read: %s', async (_, fields, body) => {
    const { connection } = await connected({ fields, body: Buffer.from(body) });
    await expect(call(connection, FIND, QUEUE)).rejects.toMatchObject({ code: 'ROCKETMQ_ANSWER_INVALID' });
    expect(connection.isOpen).toBe(true);
  });

  test('one that only is told', async () => {
    const { peer, connection } = await connected({});
    tell(connection, FIND, { ...QUEUE, force: false }, Buffer.from('body'));
    const { frame } = await peer.connection();
    expect(await frame(0)).toMatchObject({
      ...{ code: 4711, flag: ONEWAY_FLAG, body: Buffer.from('body') },
      fields: { topic: 'orders', force: 'false' },
    });
  });
});
