import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { ByteReader, ByteWriter } from '@mqferry/core';
import { onTestFinished } from 'vitest';
import type { Api } from '../../src/protocol/api.ts';
import {
  ApiVersions,
  allApis,
  type MetadataResponse,
  requestHeader,
  responseHeader,
} from '../../src/protocol/generated/index.ts';
import type { Loose } from '../../src/protocol/message-codec.ts';

/** A request as it arrived. */
export interface FakeRequest {
  readonly api: Api<unknown, unknown>;
  readonly version: number;
  readonly correlationId: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  readonly message: any;
  readonly socket: Socket;
}

/** An answer's message, bytes to be sent as they are, or nothing. */
export type FakeReply = object | Buffer | undefined;

/** What to answer, by API; ApiVersions is answered with all that is known unless given. */
export type FakeReplies = Readonly<Record<string, (request: FakeRequest) => FakeReply | Promise<FakeReply>>>;

/** Under this name in `FakeReplies`: what to answer to a frame that is no request, as the tokens of old logins. */
export const TOKEN = 'Token';

const byKey = new Map(allApis.map((api) => [api.key, api]));

const ALL_VERSIONS = {
  apiKeys: allApis.map(({ key, minVersion, maxVersion }) => ({ apiKey: key, minVersion, maxVersion })),
};

/** Bytes with their size before them. */
export const frame = (bytes: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
};

/** The frame that answers a request. */
export const answerFrame = ({ api, version, correlationId }: FakeRequest, message: object): Buffer => {
  const writer = new ByteWriter();
  responseHeader.encode(writer, { correlationId }, api.responseHeaderVersion(version));
  api.response.encode(writer, message, version);
  return frame(writer.toBuffer());
};

const readRequest = (bytes: Buffer, socket: Socket): FakeRequest => {
  const reader = new ByteReader(bytes);
  const api = byKey.get(reader.int16());
  if (!api)
    return { api: { ...ApiVersions, name: TOKEN }, version: 0, correlationId: 0, message: bytes, socket };
  const version = reader.int16();
  reader.offset = 0;
  const { correlationId } = requestHeader.decode(reader, api.requestHeaderVersion(version));
  return { api, version, correlationId, message: api.request.decode(reader, version), socket };
};

/** A listener that speaks as much Kafka as a test lets it, one request at a time; it ends with the test. */
export class FakeBroker {
  readonly address: { readonly host: string; readonly port: number };
  /** The names of the APIs asked for, in order. */
  readonly asked: string[] = [];
  /** Requests that have arrived, answered or not. */
  arrived = 0;
  readonly sockets = new Set<Socket>();
  /** Connections accepted so far. */
  accepted = 0;
  replies: FakeReplies;
  readonly #server: net.Server;

  private constructor(server: net.Server, replies: FakeReplies) {
    this.#server = server;
    this.address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    this.replies = replies;
  }

  static async start(replies: FakeReplies = {}, port = 0): Promise<FakeBroker> {
    const server = net.createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const broker = new FakeBroker(server, replies);
    server.on('connection', (socket) => broker.#serve(socket));
    onTestFinished(() => broker.stop());
    return broker;
  }

  /** Ends all connections and accepts no more. */
  async stop(): Promise<void> {
    this.hangUp();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  #serve(socket: Socket): void {
    this.accepted += 1;
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => {});
    let pending = Buffer.alloc(0);
    let last = Promise.resolve();
    socket.on('data', (data: Buffer) => {
      pending = Buffer.concat([pending, data]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readInt32BE(0)) {
        const end = 4 + pending.readInt32BE(0);
        const bytes = pending.subarray(4, end);
        pending = pending.subarray(end);
        this.arrived += 1;
        last = last.then(() => this.#answer(bytes, socket));
      }
    });
  }

  async #answer(bytes: Buffer, socket: Socket): Promise<void> {
    const request = readRequest(bytes, socket);
    this.asked.push(request.api.name);
    const reply =
      this.replies[request.api.name] ?? (request.api === ApiVersions ? () => ALL_VERSIONS : () => undefined);
    const answer = await reply(request);
    if (answer === undefined || socket.destroyed) return;
    socket.write(Buffer.isBuffer(answer) ? answer : answerFrame(request, answer));
  }
}

/** What a Metadata answer says of brokers and topics; broker ids are 1, 2, … */
export const metadataOf = (
  brokers: readonly { readonly address: FakeBroker['address'] }[],
  topics: Readonly<Record<string, readonly number[]>> = {},
): Loose<MetadataResponse> => ({
  clusterId: 'fake',
  controllerId: 1,
  brokers: brokers.map(({ address }, i) => ({ nodeId: i + 1, ...address, rack: null })),
  topics: Object.entries(topics).map(([name, leaders]) => ({
    name,
    topicId: 'AAAAAAAAAAAAAAAAAAAAAQ',
    partitions: leaders.map((leaderId, partitionIndex) => ({
      partitionIndex,
      leaderId,
      leaderEpoch: 1,
      replicaNodes: [1],
      isrNodes: [1],
    })),
  })),
});
