import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
  type SecureClientSessionOptions,
} from 'node:http2';
import { addressText } from '@mqferry/core';
import { onTestFinished } from 'vitest';
import { askProxy } from '../../../src/rocketmq/grpc/grpc-call.ts';
import {
  createGrpcGateway,
  type GrpcGateway,
  type GrpcGatewayOptions,
} from '../../../src/rocketmq/grpc/grpc-gateway.ts';
import { CODE, pathOf, statusAnswer } from '../../../src/rocketmq/grpc/messaging.ts';
import {
  messageBytes,
  messageIn,
  numberIn,
  textIn,
  type WireMessage,
  withField,
} from '../../../src/rocketmq/grpc/wire-message.ts';
import type { Share, Side } from '../../../src/rocketmq/routing-table.ts';
import { type FakeCall, type FakeProxy, startFakeProxy } from './fake-proxy.ts';

export const DUAL_READ: Share = { source: 'read-write', target: 'read' };
export const INITIAL: Share = { source: 'read-write', target: 'none' };
export const DONE: Share = { source: 'none', target: 'read-write' };

const RW = 4;
const OK = statusAnswer(CODE.OK, 'OK');

export const resource = (name: string) => withField([], 2, name);
export const endpoints = (host: string) =>
  withField(withField([], 1, 1), 2, withField(withField([], 1, host), 2, 8081));
/** A queue of `broker-a`, with a field that the gateway does not know. */
const queue = withField(
  withField(withField([], 3, RW), 4, withField(withField([], 1, 'broker-a'), 3, endpoints('10.0.0.1'))),
  5,
  1,
);
export const message = (topic: string) => withField([], 1, withField([], 1, resource(topic)));

const answers =
  (side: Side) =>
  ({ method, message: asked }: FakeCall): WireMessage | number => {
    if (method === 'QueryRoute') {
      const isUnknown = textIn(messageIn(asked, 1), 2) === 'unknown';
      return isUnknown ? statusAnswer(CODE.TOPIC_NOT_FOUND, side) : withField(OK, 2, queue, queue);
    }
    if (method === 'QueryAssignment') {
      const fails = side === 'target' && textIn(messageIn(asked, 2), 2) === 'broken';
      return fails ? 13 : withField(OK, 2, withField([], 1, queue));
    }
    if (method === 'SendMessage') return withField(OK, 2, withField([], 5, `handle-${side}`));
    if (method === 'EndTransaction') return 5;
    return OK;
  };

/** A gateway between two fake proxies. */
export interface Stage {
  readonly gateway: GrpcGateway;
  readonly proxies: Readonly<Record<Side, FakeProxy>>;
  serve(share: Share, held?: boolean): void;
  ask(side: Side, method: string, message: WireMessage): Promise<WireMessage>;
}

const table = (share: Share, revision: number, held = false) => ({
  ...{ revision, topics: new Map([['moves', share]]), groups: new Map() },
  targetNames: new Map([['broker-a', 'broker-a-target']]),
  held: new Set(held ? ['moves'] : []),
});

export const session = (url: string, options?: SecureClientSessionOptions): ClientHttp2Session => {
  const opened = connect(url, options);
  opened.on('error', () => undefined);
  onTestFinished(() => opened.destroy());
  return opened;
};

/** What a client says of itself with each call. */
export const HEADERS = {
  'x-mq-client-id': 'client-1',
  'x-mq-language': 'JAVA',
  'x-mq-client-version': '5.2.0',
};
export const call = (on: ClientHttp2Session, method: string, asked: WireMessage) =>
  askProxy(
    on,
    { ...HEADERS, ':path': pathOf(method), 'x-mq-date-time': 'now', authorization: 'signed' },
    messageBytes(asked),
    10_000,
  );

/** A call whose request stays open. */
export const begin = (
  on: ClientHttp2Session,
  method: string,
  headers: OutgoingHttpHeaders = {},
): ClientHttp2Stream => {
  const request = on.request({
    ...{ ...HEADERS, ...headers },
    ...{ ':method': 'POST', ':path': pathOf(method), 'content-type': 'application/grpc' },
  });
  request.on('error', () => undefined);
  return request;
};

export const start = async (share: Share, options: Partial<GrpcGatewayOptions> = {}): Promise<Stage> => {
  const proxies = {
    source: await startFakeProxy(answers('source')),
    target: await startFakeProxy(answers('target')),
  };
  const listen = { host: '127.0.0.1', port: 0 };
  let revision = 1;
  const gateway = await createGrpcGateway({
    ...{ listen: { source: listen, target: listen }, table: table(share, revision), lateWritesMs: 0 },
    proxies: {
      source: { proxies: proxies.source.address },
      target: { proxies: proxies.target.address },
    },
    ...options,
  });
  onTestFinished(gateway.close);
  return {
    ...{ gateway, proxies },
    serve: (next, held) => {
      revision += 1;
      gateway.serve(table(next, revision, held));
    },
    ask: (side, method, asked) =>
      call(session(`http://${addressText(gateway.addresses[side])}`), method, asked),
  };
};

export const statusOf = (answer: WireMessage) => numberIn(messageIn(answer, 1), 1);
