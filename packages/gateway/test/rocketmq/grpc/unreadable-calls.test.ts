import { once } from 'node:events';
import { constants, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { addressText } from '@mqferry/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { grpcFrame } from '../../../src/rocketmq/grpc/grpc-frames.ts';
import { CODE } from '../../../src/rocketmq/grpc/messaging.ts';
import { begin, call, INITIAL, message, session, start, statusOf } from './grpc-stage.ts';

const UNREADABLE = {
  compressed: Buffer.from([1, 0, 0, 0, 1, 7]),
  malformed: grpcFrame(Buffer.alloc(11, 0xff)),
  'too long': Buffer.concat([Buffer.from([0, 0x7f, 0, 0, 0]), Buffer.alloc(6 * 1024 * 1024)]),
};
const KINDS = Object.keys(UNREADABLE) as (keyof typeof UNREADABLE)[];

describe('what a client sends that cannot be read', () => {
  it.each(KINDS)('as %s telemetry is the proxy’s to refuse, and ended the gateway once', async (kind) => {
    const stage = await start(INITIAL);
    const request = begin(session(`http://${addressText(stage.gateway.addresses.source)}`), 'Telemetry');
    request.write(UNREADABLE[kind]);
    const [answer] = await once(request, 'response');
    expect(answer).toMatchObject({ 'grpc-status': '13', 'grpc-message': 'no%20such' });
    expect(statusOf(await stage.ask('source', 'SendMessage', message('moves')))).toBe(CODE.OK);
  });

  it.each([
    ['compressed', UNREADABLE.compressed, '12'],
    ['malformed', UNREADABLE.malformed, '13'],
    ['malformed inside', grpcFrame(Buffer.from('0a020a05', 'hex')), '13'],
    ['too long', UNREADABLE['too long'], '8'],
  ])('as a %s request was cancelled without a status', async (_, bytes, status) => {
    const stage = await start(INITIAL);
    const opened = session(`http://${addressText(stage.gateway.addresses.source)}`);
    const request = begin(opened, 'SendMessage');
    request.end(bytes);
    const [answer] = await once(request, 'response');
    expect(answer['grpc-status']).toBe(status);
    await once(request.resume(), 'close');
    expect(statusOf(await call(opened, 'SendMessage', message('moves')))).toBe(CODE.OK);
    expect(stage.proxies.source.calls).toHaveLength(1);
  });

  it('as the answer of a proxy is not waited for to its end', async () => {
    const proxy = createServer();
    const closed = Promise.withResolvers<number>();
    proxy.on('stream', (stream) => {
      stream.on('close', () => closed.resolve(stream.rstCode));
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
      stream.write(UNREADABLE.compressed);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const opened = session(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    await expect(call(opened, 'QueryRoute', [])).rejects.toMatchObject({ status: 12 });
    expect(await closed.promise).toBe(constants.NGHTTP2_CANCEL);
  });
});
