import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { Hidden } from '@mqferry/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isSignedWith } from '../../src/connection/credentials.ts';
import { type ConnectionOptions, RemotingConnection } from '../../src/connection/remoting-connection.ts';
import { MQ_VERSION, ONEWAY_FLAG, RESPONSE_FLAG } from '../../src/protocol/command.ts';
import { type FakePeer, frameBytes, freePort, startFakePeer } from './fake-peer.ts';

const connect = async (peer: FakePeer, options?: ConnectionOptions) => {
  const connection = await RemotingConnection.open(peer.address, options);
  onTestFinished(() => connection.close());
  return connection;
};

const request = (name: string) => ({ code: 1_000, name, fields: { name } });

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

describe('asking', () => {
  test('answers in any order go to who asked', async () => {
    const peer = await startFakePeer();
    const connection = await connect(peer);
    const asked = ['a', 'b', 'c'].map((name) => connection.request(request(name)));
    const { frame, send } = await peer.connection();
    const frames = [await frame(0), await frame(1), await frame(2)];
    for (const { opaque, fields } of frames.toReversed())
      send({ opaque, code: 17, remark: 'told', fields: { ...fields }, body: Buffer.from('body') });
    const answers = await Promise.all(asked);
    expect(answers.map(({ fields }) => fields.name)).toEqual(['a', 'b', 'c']);
    expect(answers[0]).toMatchObject({ code: 17, remark: 'told', version: 407, body: Buffer.from('body') });
  });

  test.each(['JSON', 'ROCKETMQ'] as const)('in the serialization %s', async (serialization) => {
    const peer = await startFakePeer(({ opaque, fields }, { send }) =>
      send({ opaque, fields, serialization }),
    );
    const connection = await connect(peer, { serialization, language: 'GO' });
    expect((await connection.request(request('中'))).fields).toEqual({ name: '中' });
    const [frame] = (await peer.connection()).received;
    expect(frame).toMatchObject({
      ...{ serialization, language: 'GO', version: MQ_VERSION.V5_5_0, flag: 0, code: 1_000 },
      fields: { name: '中' },
    });
  });

  test('a large body, and frames cut anywhere', async () => {
    const body = Buffer.alloc(300_000, 'x');
    const peer = await startFakePeer(({ opaque, body }, { socket }) => {
      const bytes = frameBytes({ opaque, body });
      const cuts = [0, 3, 7, 20, 100_000, bytes.length];
      for (const [at, begin] of cuts.entries()) socket.write(bytes.subarray(begin, cuts[at + 1] ?? begin));
    });
    const connection = await connect(peer);
    expect((await connection.request({ ...request('a'), body })).body.equals(body)).toBe(true);
  });

  test('several answers in one piece', async () => {
    const peer = await startFakePeer();
    const connection = await connect(peer);
    const asked = [connection.request(request('a')), connection.request(request('b'))];
    const { frame, send, socket } = await peer.connection();
    const opaques = [(await frame(0)).opaque, (await frame(1)).opaque];
    socket.cork();
    for (const opaque of opaques) send({ opaque, fields: { opaque: String(opaque) } });
    socket.uncork();
    expect((await Promise.all(asked)).map(({ fields }) => Number(fields.opaque))).toEqual(opaques);
  });

  test('who waits too long is told so; the late answer is dropped and the connection goes on', async () => {
    const peer = await startFakePeer();
    const connection = await connect(peer);
    const late = connection.request(request('LATE'), 20);
    await expect(late).rejects.toMatchObject({
      code: 'ROCKETMQ_TIMEOUT',
      parameters: { broker: peer.text, request: 'LATE', ms: 20 },
    });
    const { frame, send } = await peer.connection();
    const next = connection.request(request('NEXT'));
    const { opaque } = await frame(1);
    send({ opaque: (await frame(0)).opaque, remark: 'late' });
    send({ opaque, remark: 'in time' });
    expect((await next).remark).toBe('in time');
    expect(connection.isOpen).toBe(true);
  });

  test('whoever has less time is told first, whoever asked first', async () => {
    const peer = await startFakePeer();
    const connection = await connect(peer, { requestTimeoutMs: 60_000 });
    const long = code(connection.request(request('by default')));
    expect(await code(connection.request(request('soon'), 20))).toBe('ROCKETMQ_TIMEOUT');
    expect(await code(connection.request(request('soon again'), 20))).toBe('ROCKETMQ_TIMEOUT');
    connection.close();
    expect(await long).toBe('ROCKETMQ_DISCONNECTED');
  });

  test('what only is told waits for nothing', async () => {
    const peer = await startFakePeer();
    const connection = await connect(peer);
    connection.oneway(request('a'));
    const { frame } = await peer.connection();
    expect(await frame(0)).toMatchObject({ flag: ONEWAY_FLAG, fields: { name: 'a' } });
  });
});

describe('being asked', () => {
  test('answers go back in the serialization of the request', async () => {
    const peer = await startFakePeer();
    await connect(peer, {
      onRequest: ({ fields, body }) => ({ code: 1, remark: 'no', fields: { got: fields.a! }, body }),
    });
    const { frame, send } = await peer.connection();
    for (const serialization of ['JSON', 'ROCKETMQ'] as const) {
      send({ opaque: 7, code: 220, flag: 0, fields: { a: 'x' }, body: Buffer.from('b'), serialization });
    }
    const answer = { opaque: 7, code: 1, remark: 'no', flag: RESPONSE_FLAG, fields: { got: 'x' } };
    expect(await frame(0)).toMatchObject({ ...answer, serialization: 'JSON', body: Buffer.from('b') });
    expect(await frame(1)).toMatchObject({ ...answer, serialization: 'ROCKETMQ', body: Buffer.from('b') });
  });

  test('both sides ask at the same time with the same numbers', async () => {
    const peer = await startFakePeer();
    const connection = await connect(peer, { onRequest: () => ({ code: 0, remark: 'from here' }) });
    const asked = connection.request(request('a'));
    const { frame, send } = await peer.connection();
    const { opaque } = await frame(0);
    send({ opaque, code: 40, flag: 0 });
    expect(await frame(1)).toMatchObject({ opaque, flag: RESPONSE_FLAG, remark: 'from here' });
    send({ opaque, remark: 'from there' });
    expect((await asked).remark).toBe('from there');
  });

  test('what nobody serves is not supported, and what fails has its reason', async () => {
    const peer = await startFakePeer();
    await connect(peer);
    await connect(peer, {
      onRequest: () => {
        throw new Error('broken here');
      },
    });
    const [first, second] = [await peer.connection(0), await peer.connection(1)];
    first.send({ opaque: 1, code: 39, flag: 0 });
    expect(await first.frame(0)).toMatchObject({ code: 3, remark: 'request type 39 not supported' });
    second.send({ opaque: 1, code: 39, flag: 0 });
    expect(await second.frame(0)).toMatchObject({ code: 1, remark: 'broken here' });
  });

  test('what only is told, and what has no answer, gets none', async () => {
    const peer = await startFakePeer();
    await connect(peer, {
      onRequest: ({ code }) => (code === 1 ? undefined : { code: 0, fields: { code: String(code) } }),
    });
    const { frame, send } = await peer.connection();
    send({ code: 1, flag: 0 });
    send({ code: 2, flag: ONEWAY_FLAG });
    send({ code: 3, flag: 0 });
    expect((await frame(0)).fields.code).toBe('3');
  });
});

describe('the end of a connection', () => {
  const sized = (size: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(size);
    return bytes;
  };

  test.each([
    ['a frame over the limit', sized(1_001), 'ROCKETMQ_FRAME_TOO_LARGE'],
    ['a size below 0', sized(-1), 'ROCKETMQ_FRAME_MALFORMED'],
    ['a frame of nothing', sized(0), 'ROCKETMQ_FRAME_MALFORMED'],
    ['another protocol', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'ROCKETMQ_FRAME_TOO_LARGE'],
    ['a header longer than its frame', Buffer.concat([sized(4), sized(100)]), 'ROCKETMQ_FRAME_MALFORMED'],
    [
      'a header that is none',
      Buffer.concat([sized(6), sized(2), Buffer.from('[]')]),
      'ROCKETMQ_FRAME_MALFORMED',
    ],
  ])('%s', async (_, bytes, expected) => {
    const peer = await startFakePeer((_, { socket }) => void socket.write(bytes));
    const connection = await connect(peer, { maxFrameBytes: 1_000 });
    expect(await code(connection.request(request('a')))).toBe(expected);
    expect(await connection.closed).toMatchObject({ code: expected });
    expect(await code(connection.request(request('b')))).toBe(expected);
  });

  test('the other side hangs up', async () => {
    const peer = await startFakePeer((_, { socket }) => void socket.end());
    const connection = await connect(peer);
    const failures = await Promise.all(['a', 'b'].map((name) => code(connection.request(request(name)))));
    expect(failures).toEqual(['ROCKETMQ_DISCONNECTED', 'ROCKETMQ_DISCONNECTED']);
    expect(connection.isOpen).toBe(false);
    expect(() => connection.oneway(request('c'))).toThrow(/ended/);
  });

  test('it is closed here', async () => {
    const peer = await startFakePeer();
    const connection = await connect(peer);
    const { port } = connection.localAddress!;
    expect(port).toBeGreaterThan(0);
    const asked = code(connection.request(request('a')));
    connection.close();
    expect(await asked).toBe('ROCKETMQ_DISCONNECTED');
    expect(connection.localAddress).toBeUndefined();
  });
});

describe('opening', () => {
  test('nothing listens', async () => {
    const opening = RemotingConnection.open({ host: '127.0.0.1', port: await freePort() });
    await expect(opening).rejects.toMatchObject({ code: 'ROCKETMQ_CONNECT_FAILED' });
  });

  test('a network that is not allowed', async () => {
    const peer = await startFakePeer();
    const opening = RemotingConnection.open(peer.address, { networks: ['10.0.0.0/8'] });
    await expect(opening).rejects.toMatchObject({ code: 'ROCKETMQ_NETWORK_NOT_ALLOWED' });
    expect(peer.connections).toEqual([]);
  });

  test('an end before it is open', async () => {
    const peer = await startFakePeer();
    const opening = RemotingConnection.open(peer.address, {}, AbortSignal.abort(new Error('not any more')));
    await expect(opening).rejects.toThrow('not any more');
  });
});

describe('TLS', () => {
  const createCertificate = () => {
    const folder = mkdtempSync(join(tmpdir(), 'remoting-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
    const named = ['-subj', '/CN=broker', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...fresh, ...named, '-keyout', key!, '-out', cert!], {
      stdio: 'ignore',
    });
    return { key: readFileSync(key!, 'utf8'), cert: readFileSync(cert!, 'utf8') };
  };

  test('a server that is trusted is talked to, another one is not', async () => {
    const { key, cert } = createCertificate();
    const secure = (onSocket: (socket: tls.TLSSocket) => void): Server =>
      tls.createServer({ key, cert }, onSocket);
    const peer = await startFakePeer(({ opaque }, { send }) => send({ opaque, remark: 'secret' }), secure);
    const connection = await connect(peer, { tls: { ca: [cert], verifyHostname: true } });
    expect((await connection.request(request('a'))).remark).toBe('secret');
    const opening = RemotingConnection.open(peer.address, { tls: { verifyHostname: true } });
    await expect(opening).rejects.toMatchObject({ code: 'ROCKETMQ_TLS_FAILED' });
  });
});

describe('signing', () => {
  const secretKey = new Hidden('secret-of-shop');
  const credentials = { accessKey: 'shop0001', secretKey, securityToken: new Hidden('token') };

  test('every request is signed, answers are not', async () => {
    const peer = await startFakePeer(({ opaque }, { send }) => send({ opaque }));
    const connection = await connect(peer, { credentials });
    const body = Buffer.from('中');
    await connection.request({ ...request('a'), body });
    connection.oneway(request('b'));
    const { frame, send } = await peer.connection();
    const frames = [await frame(0), await frame(1)];
    for (const { fields, body } of frames) {
      expect(fields).toMatchObject({ AccessKey: 'shop0001', SecurityToken: 'token' });
      expect(isSignedWith(fields, body, secretKey)).toBe(true);
      expect(isSignedWith({ ...fields, name: 'c' }, body, secretKey)).toBe(false);
      expect(isSignedWith(fields, Buffer.from('other'), secretKey)).toBe(false);
      expect(isSignedWith(fields, body, new Hidden('secret-of-other'))).toBe(false);
    }
    send({ opaque: 1, code: 40, flag: 0 });
    expect((await frame(2)).fields).toEqual({});
  });

  test('what is not signed says that it comes from a release that did not sign it', async () => {
    const peer = await startFakePeer(({ opaque }, { send }) => send({ opaque }));
    const connection = await connect(peer, { credentials });
    const fields = { topic: 'orders', _UNIQUE_KEY_QUERY: 'true' };
    await connection.request({ code: 12, name: 'QUERY', fields, unsigned: ['_UNIQUE_KEY_QUERY'] });
    const { received } = await peer.connection();
    const { _UNIQUE_KEY_QUERY, ...covered } = received[0]!.fields;
    expect(_UNIQUE_KEY_QUERY).toBe('true');
    expect(isSignedWith(covered, received[0]!.body, secretKey)).toBe(true);
    expect(received[0]!.version).toBe(MQ_VERSION.V4_9_3);
  });
});
