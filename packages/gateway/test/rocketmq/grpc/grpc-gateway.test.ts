import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants } from 'node:http2';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addressText } from '@mqferry/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { grpcFrame } from '../../../src/rocketmq/grpc/grpc-frames.ts';
import { CODE } from '../../../src/rocketmq/grpc/messaging.ts';
import {
  messageBytes,
  messageIn,
  messagesIn,
  numberIn,
  textIn,
  type WireMessage,
  withField,
} from '../../../src/rocketmq/grpc/wire-message.ts';
import {
  begin,
  call,
  DONE,
  DUAL_READ,
  endpoints,
  HEADERS,
  INITIAL,
  message,
  resource,
  type Stage,
  session,
  start,
  statusOf,
} from './grpc-stage.ts';

const selfSigned = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mqferry-grpc-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=gateway', '-days', '2', '-keyout', key, '-out', cert];
  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject]);
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
};

/** What clients are shown of each queue: its broker, the port at which they reach it, and the permission. */
const seen = (stage: Stage, queues: readonly WireMessage[]) =>
  queues.map((each) => {
    const broker = messageIn(each, 4);
    const address = messageIn(messageIn(broker, 3), 2);
    const port = numberIn(address, 2);
    const side = port === stage.gateway.addresses.source.port ? 'source' : 'target';
    expect(textIn(address, 1)).toBe('gateway.example');
    expect(numberIn(each, 5)).toBe(1);
    return [textIn(broker, 1), side, numberIn(each, 3)];
  });

const routeRequest = (topic: string) =>
  withField(withField([], 1, resource(topic)), 2, endpoints('gateway.example'));
const assignmentOf = (group: string) =>
  withField(
    withField(withField([], 1, resource('moves')), 2, resource(group)),
    3,
    endpoints('gateway.example'),
  );
const assignmentRequest = assignmentOf('readers');
describe('the gateway of clients that speak gRPC', () => {
  it('shows queues of both clusters at its own ports, with the rights of their share', async () => {
    const stage = await start(DUAL_READ);
    const answer = await stage.ask('source', 'QueryRoute', routeRequest('moves'));
    expect(seen(stage, messagesIn(answer, 2))).toEqual([
      ['broker-a', 'source', 4],
      ['broker-a', 'source', 4],
      ['broker-a-target', 'target', 2],
      ['broker-a-target', 'target', 2],
    ]);
  });

  it('asks the source only about topics that are in no table', async () => {
    const stage = await start(DONE);
    const answer = await stage.ask('source', 'QueryRoute', routeRequest('stays'));
    expect(seen(stage, messagesIn(answer, 2)).map(([, side]) => side)).toEqual(['source', 'source']);
    expect(stage.proxies.target.calls).toEqual([]);
  });

  it('shows queues that may not be used, so that clients stay connected to their brokers', async () => {
    const stage = await start({ source: 'read-write', target: 'connect' });
    const answer = await stage.ask('source', 'QueryRoute', routeRequest('moves'));
    expect(seen(stage, messagesIn(answer, 2)).map(([, , permission]) => permission)).toEqual([4, 4, 1, 1]);
  });

  it('passes on that a topic is not there', async () => {
    const stage = await start(INITIAL);
    const answer = await stage.ask('source', 'QueryRoute', routeRequest('unknown'));
    expect(statusOf(answer)).toBe(CODE.TOPIC_NOT_FOUND);
  });

  it('assigns queues of the sides that may be read', async () => {
    const stage = await start(DUAL_READ);
    const assigned = async () =>
      seen(
        stage,
        messagesIn(await stage.ask('source', 'QueryAssignment', assignmentRequest), 2).map((each) =>
          messageIn(each, 1),
        ),
      );
    expect(await assigned()).toEqual([
      ['broker-a', 'source', 4],
      ['broker-a-target', 'target', 2],
    ]);
    stage.serve(DONE);
    expect(await assigned()).toEqual([['broker-a-target', 'target', 4]]);
    stage.serve({ source: 'connect', target: 'none' });
    const none = await stage.ask('source', 'QueryAssignment', assignmentRequest);
    expect(statusOf(none)).toBe(CODE.FORBIDDEN);
  });

  it('leaves no side out that answers with an error, for clients would let go what they have of it', async () => {
    const stage = await start(DUAL_READ);
    const asked = stage.ask('source', 'QueryAssignment', assignmentOf('broken'));
    await expect(asked).rejects.toMatchObject({ status: 13 });
  });

  it('serves what a cluster said last while its proxy is gone', async () => {
    const stage = await start(DUAL_READ);
    await stage.ask('source', 'QueryRoute', routeRequest('moves'));
    await stage.proxies.target.stop();
    const answer = await stage.ask('source', 'QueryRoute', routeRequest('moves'));
    expect(messagesIn(answer, 2)).toHaveLength(4);
  });

  it('has no route for those who could not write with it', async () => {
    const stage = await start(DUAL_READ);
    await stage.proxies.source.stop();
    await expect(stage.ask('target', 'QueryRoute', routeRequest('moves'))).rejects.toMatchObject({
      status: 14,
    });
  });

  it('writes to the cluster at whose port a message comes, and refuses what the table does not allow', async () => {
    const stage = await start(DUAL_READ);
    expect(statusOf(await stage.ask('source', 'SendMessage', message('moves')))).toBe(CODE.OK);
    expect(statusOf(await stage.ask('target', 'SendMessage', message('moves')))).toBe(CODE.FORBIDDEN);
    stage.serve(DONE);
    expect(statusOf(await stage.ask('source', 'SendMessage', message('moves')))).toBe(CODE.FORBIDDEN);
    expect(statusOf(await stage.ask('target', 'SendMessage', message('moves')))).toBe(CODE.OK);
    expect(stage.proxies.source.calls).toHaveLength(1);
    const { headers } = stage.proxies.source.calls[0]!;
    expect(headers).toMatchObject({ ...HEADERS, 'x-mq-date-time': 'now', authorization: 'signed' });
    expect(
      stage.gateway.traffic().map(({ side, traffic }) => [side, traffic.requests, traffic.refused]),
    ).toEqual([
      ['source', 2, 1],
      ['target', 2, 1],
    ]);
  });

  it('tells proxies the address of each client, for which they took the gateway’s', async () => {
    const stage = await start(INITIAL);
    const opened = session(`http://${addressText(stage.gateway.addresses.source)}`);
    const request = begin(opened, 'SendMessage', { 'rpc-remote-address': '10.0.0.1:1' });
    request.end(grpcFrame(messageBytes(message('moves'))));
    await once(request, 'response');
    await call(opened, 'QueryRoute', routeRequest('moves'));
    const { localPort } = opened.socket;
    expect(stage.proxies.source.calls.map(({ headers }) => headers['rpc-remote-address'])).toEqual([
      `127.0.0.1:${localPort}`,
      `127.0.0.1:${localPort}`,
    ]);
  });

  it('lets late writes pass for a while', async () => {
    const stage = await start(INITIAL, { lateWritesMs: 60_000 });
    stage.serve(DONE);
    expect(statusOf(await stage.ask('source', 'SendMessage', message('moves')))).toBe(CODE.OK);
  });

  it('holds writes until their topic is held no longer, or refuses them', async () => {
    const stage = await start(INITIAL, { hold: { ms: 60_000 } });
    stage.serve(INITIAL, true);
    const held = stage.ask('source', 'SendMessage', message('moves'));
    await expect.poll(() => stage.gateway.traffic()[0]?.traffic.held).toBe(1);
    expect(stage.proxies.source.calls).toEqual([]);
    stage.serve(INITIAL);
    expect(statusOf(await held)).toBe(CODE.OK);
    stage.serve(INITIAL, true);
    const refused = stage.ask('source', 'SendMessage', message('moves'));
    await expect.poll(() => stage.gateway.traffic()[0]?.traffic.held).toBe(2);
    stage.serve(DONE);
    expect(statusOf(await refused)).toBe(CODE.FORBIDDEN);
  });

  it('writes nothing whose client gave up while it was held, which the target got twice', async () => {
    const stage = await start(DONE, { hold: { ms: 60_000 } });
    stage.serve(DONE, true);
    const opened = session(`http://${addressText(stage.gateway.addresses.target)}`);
    const request = begin(opened, 'SendMessage');
    request.end(grpcFrame(messageBytes(message('moves'))));
    await expect.poll(() => stage.gateway.traffic()[0]?.traffic.held).toBe(1);
    request.close(constants.NGHTTP2_CANCEL);
    await once(request, 'close');
    // Comes after the cancellation on the same connection.
    await call(opened, 'QueryRoute', routeRequest('moves'));
    stage.serve(DONE);
    expect(statusOf(await stage.ask('target', 'SendMessage', message('moves')))).toBe(CODE.OK);
    expect(stage.proxies.target.calls.filter(({ method }) => method === 'SendMessage')).toHaveLength(1);
  });

  it('receives from a broker by its own name', async () => {
    const stage = await start(DUAL_READ);
    const request = withField([], 2, withField([], 4, withField([], 1, 'broker-a-target')));
    await stage.ask('target', 'ReceiveMessage', request);
    const [received] = stage.proxies.target.calls;
    expect(textIn(messageIn(messageIn(received!.message, 2), 4), 1)).toBe('broker-a');
  });

  it('recalls a message where it was sent', async () => {
    const stage = await start({ source: 'read-write', target: 'read-write' });
    for (const side of ['source', 'target'] as const) {
      const sent = await stage.ask(side, 'SendMessage', message('moves'));
      const handle = textIn(messageIn(sent, 2), 5);
      await stage.ask('source', 'RecallMessage', withField(withField([], 1, resource('moves')), 2, handle));
      const recalled = stage.proxies[side].calls.find(({ method }) => method === 'RecallMessage');
      expect(textIn(recalled!.message, 2)).toBe(`handle-${side}`);
    }
  });

  it('passes on the status that a proxy ends a call with', async () => {
    const stage = await start(INITIAL);
    const ended = stage.ask('source', 'EndTransaction', []);
    await expect(ended).rejects.toMatchObject({ status: 5, message: 'no such' });
  });

  it('refuses lite subscriptions of topics that move, and methods that it does not know', async () => {
    const stage = await start(INITIAL);
    const lite = (topic: string) =>
      stage.ask('source', 'SyncLiteSubscription', withField([], 2, resource(topic)));
    expect(statusOf(await lite('moves'))).toBe(CODE.UNSUPPORTED);
    expect(statusOf(await lite('stays'))).toBe(CODE.OK);
    await expect(stage.ask('source', 'PullMessage', [])).rejects.toMatchObject({ status: 12 });
  });

  it('knows its clients by their ids, and what they say of themselves', async () => {
    const stage = await start(INITIAL);
    const opened = session(`http://${addressText(stage.gateway.addresses.source)}`);
    const entry = withField([], 1, resource('moves'));
    const subscription = withField(withField([], 1, resource('readers')), 2, entry);
    await call(opened, 'Telemetry', withField([], 2, withField(withField([], 1, 3), 6, subscription)));
    await call(opened, 'QueryRoute', routeRequest('moves'));
    const [client] = stage.gateway.clients();
    expect(client).toMatchObject({ language: 'JAVA', isConnected: true });
    expect(client!.routes.get('moves')?.revision).toBe(1);
    expect(client!.heartbeat).toEqual({
      ...{ clientId: 'client-1', producerGroups: [] },
      consumers: [
        {
          ...{ group: 'readers', consumeType: 'CONSUME_ACTIVELY', messageModel: 'CLUSTERING' },
          ...{ consumeFromWhere: undefined, topics: ['moves'] },
        },
      ],
    });
    await call(opened, 'SendMessage', message('moves'));
    expect(stage.gateway.clients()[0]!.heartbeat).toMatchObject({ producerGroups: ['moves'] });
    opened.destroy();
    await expect.poll(() => stage.gateway.clients()[0]?.isConnected).toBe(false);
  });

  it('has a window for large messages on a connection too, which was HTTP/2’s own of 64 KiB', async () => {
    const stage = await start(INITIAL);
    const opened = session(`http://${addressText(stage.gateway.addresses.source)}`);
    await call(opened, 'QueryRoute', routeRequest('moves'));
    expect(opened.state.remoteWindowSize).toBeGreaterThan(4_000_000);
  });

  it('takes TLS, agreeing on HTTP/2, and plain text on the same ports', async () => {
    const stage = await start(INITIAL, { tls: await selfSigned() });
    const address = addressText(stage.gateway.addresses.source);
    const over = session(`https://${address}`, { rejectUnauthorized: false });
    expect(statusOf(await call(over, 'SendMessage', message('moves')))).toBe(CODE.OK);
    expect(over.alpnProtocol).toBe('h2');
    expect(statusOf(await stage.ask('source', 'SendMessage', message('moves')))).toBe(CODE.OK);
  });

  it('is not begun where nobody answers to gRPC', async () => {
    const silent = createServer((socket) => socket.end('\0'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as { port: number };
    const started = start(INITIAL, {
      proxies: { source: { proxies: `127.0.0.1:${port}` }, target: { proxies: `127.0.0.1:${port}` } },
    });
    await expect(started).rejects.toMatchObject({ code: 'GATEWAY_NO_GRPC_PROXY' });
  });
});
