import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { FrameAssembler } from '@mqferry/core';
import { decodeFrame, encodeFrame, RESPONSE_FLAG } from '@mqferry/rocketmq';
import { onTestFinished } from 'vitest';

/** What a fake server answers to a request code. */
export interface FakeAnswer {
  /** SUCCESS when absent. */
  readonly code?: number;
  readonly remark?: string;
  readonly body?: unknown;
}

/** Requests that the tests have answers for. */
export const CODE = { clusterInfo: 106, topics: 21, config: 26, runtime: 28, users: 3005 } as const;
const NOT_SUPPORTED: FakeAnswer = { code: 3, remark: 'request type not supported' };
const V4_9_7 = 407;

/** What a server with TLS has, PEM. */
export interface Certified {
  readonly key: string;
  readonly cert: string;
}

const bytes = (body: unknown): Buffer =>
  body === undefined ? Buffer.alloc(0) : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

/** Starts a server for the time of a test that answers by request code; gives its `host:port`. */
const startServer = async (
  answers: Readonly<Record<number, FakeAnswer>>,
  version = V4_9_7,
  certified?: Certified,
): Promise<string> => {
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    sockets.add(socket);
    const frames = new FrameAssembler(
      (frame) => {
        const { code: asked, opaque } = decodeFrame(frame);
        const { code = 0, remark, body } = answers[asked] ?? NOT_SUPPORTED;
        const answer = encodeFrame({
          ...{ code, language: 'JAVA', version, opaque, flag: RESPONSE_FLAG, remark },
          ...{ fields: {}, body: bytes(body), serialization: 'JSON' },
        });
        for (const chunk of answer) socket.write(chunk);
      },
      () => {},
    );
    socket.on('error', () => {});
    socket.on('data', (data) => frames.push(data));
  };
  const server = certified ? tls.createServer(certified, serve) : net.createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A broker of 4.9.7 without access control; `other` answers otherwise. */
export const startFakeBroker = (
  other: Readonly<Record<number, FakeAnswer>> = {},
  version?: number,
  certified?: Certified,
): Promise<string> =>
  startServer(
    {
      [CODE.runtime]: { body: { table: { putTps: '1.5 1.0 0.5', commitLogDiskRatio: '0.25' } } },
      [CODE.topics]: { body: { topicConfigTable: {}, dataVersion: { counter: 1, timestamp: 1 } } },
      [CODE.config]: { body: 'aclEnable=false\n' },
      ...other,
    },
    version,
    certified,
  );

/** A name server that knows these brokers, by cluster and name. */
export const startFakeNameServer = (
  clusters: Readonly<Record<string, Readonly<Record<string, string>>>>,
  certified?: Certified,
): Promise<string> =>
  startServer(
    {
      [CODE.clusterInfo]: {
        body: {
          brokerAddrTable: Object.fromEntries(
            Object.entries(clusters).flatMap(([cluster, brokers]) =>
              Object.entries(brokers).map(([brokerName, address]) => [
                brokerName,
                { cluster, brokerName, brokerAddrs: { 0: address } },
              ]),
            ),
          ),
          clusterAddrTable: Object.fromEntries(
            Object.entries(clusters).map(([cluster, brokers]) => [cluster, Object.keys(brokers)]),
          ),
        },
      },
    },
    undefined,
    certified,
  );

/** An address at which nothing listens. */
export const freeAddress = async (): Promise<string> => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
};
