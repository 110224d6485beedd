import { addressText, type ByteReader, ByteWriter, codedErrorIn } from '@mqferry/core';
import { type BrokerAddress, openSocket } from '../client/open-socket.ts';
import { RequestPipeline } from '../client/request-pipeline.ts';
import type { ZookeeperAddress } from './zookeeper-address.ts';
import { zookeeperErrors } from './zookeeper-errors.ts';

/** Kinds of requests (ZooDefs.OpCode). */
const GET_DATA = 4;
const GET_CHILDREN = 8;
const CLOSE_SESSION = -11;
/** What servers answer (KeeperException.Code). */
const NO_NODE = -101;
const ERRORS: Readonly<Record<number, string>> = {
  [-4]: 'ConnectionLoss',
  [-5]: 'MarshallingError',
  [-6]: 'Unimplemented',
  [-102]: 'NoAuth',
  [-112]: 'SessionExpired',
  [-115]: 'AuthFailed',
};
const PASSWORD_BYTES = 16;
const SESSION_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
const LIMITS = { maxInFlight: 64, maxFrameBytes: 64 * 1024 * 1024 };

const textInto = (writer: ByteWriter, text: string): void => {
  writer.int32(Buffer.byteLength(text));
  writer.text(text);
};

const bytesFrom = (reader: ByteReader): Buffer => {
  const size = reader.int32();
  return size < 0 ? Buffer.alloc(0) : reader.bytes(size);
};

const framed = (message: Buffer): Buffer[] => {
  const size = Buffer.alloc(4);
  size.writeInt32BE(message.length);
  return [size, message];
};

/**
 * A session with one server of a ZooKeeper that only reads. Frames and their order are as with Kafka; the messages are
 * those of zookeeper.jute: the number of a request in front of it, and of its answer in front of that.
 */
export class ZookeeperSession {
  readonly #pipeline: RequestPipeline;
  readonly #root: string;
  #sent = 0;
  /** `host:port`. */
  readonly server: string;

  private constructor(pipeline: RequestPipeline, server: string, root: string) {
    this.#pipeline = pipeline;
    this.#root = root;
    this.server = server;
  }

  /** Opens a session with the first server that lets us in. Throws ZOOKEEPER_UNREACHABLE. */
  static async open({ servers, root, networks }: ZookeeperAddress): Promise<ZookeeperSession> {
    const reasons: string[] = [];
    for (const server of servers) {
      try {
        return await ZookeeperSession.#openAt(server, root, networks);
      } catch (error) {
        const coded = codedErrorIn(error);
        if (!coded) throw error;
        reasons.push(coded.message);
      }
    }
    throw zookeeperErrors.ZOOKEEPER_UNREACHABLE({ reasons: reasons.join(' ') });
  }

  static async #openAt(
    address: BrokerAddress,
    root: string,
    networks: ZookeeperAddress['networks'],
  ): Promise<ZookeeperSession> {
    const server = addressText(address);
    const pipeline = new RequestPipeline(
      await openSocket(address, { connectTimeoutMs: CONNECT_TIMEOUT_MS, networks }),
      server,
      LIMITS,
    );
    const session = new ZookeeperSession(pipeline, server, root);
    try {
      const writer = new ByteWriter();
      writer.int32(0);
      writer.int64(0n);
      writer.int32(SESSION_TIMEOUT_MS);
      writer.int64(0n);
      writer.int32(PASSWORD_BYTES);
      writer.bytes(Buffer.alloc(PASSWORD_BYTES));
      // Not with a server that has lost the others: it may not know the newest topics.
      writer.int8(0);
      await session.#send('connect', writer, undefined);
    } catch (error) {
      pipeline.close(error);
      throw error;
    }
    return session;
  }

  /** The names of the nodes below one; undefined when there is no such node. Throws ZOOKEEPER_REFUSED. */
  async children(path: string): Promise<string[] | undefined> {
    const reader = await this.#ask(GET_CHILDREN, path);
    return reader && Array.from({ length: Math.max(0, reader.int32()) }, () => String(bytesFrom(reader)));
  }

  /** What a node holds; undefined when there is no such node. Throws ZOOKEEPER_REFUSED. */
  async data(path: string): Promise<Buffer | undefined> {
    const reader = await this.#ask(GET_DATA, path);
    return reader && bytesFrom(reader);
  }

  /** Ends the session on the server, too. */
  async close(): Promise<void> {
    try {
      await this.#request('closeSession', CLOSE_SESSION, () => {});
    } catch (error) {
      if (!codedErrorIn(error)) throw error;
    }
    this.#pipeline.close(new Error('the session is over'));
  }

  /** What follows the head of an answer; undefined for a node that there is not. */
  async #ask(type: number, path: string): Promise<ByteReader | undefined> {
    const full = `${this.#root}${path}` || '/';
    const reader = await this.#request(full, type, (writer) => {
      textInto(writer, full);
      // No watch.
      writer.int8(0);
    });
    reader.int32();
    reader.int64();
    const error = reader.int32();
    if (error === 0) return reader;
    if (error === NO_NODE) return undefined;
    const name = ERRORS[error] ?? String(error);
    throw zookeeperErrors.ZOOKEEPER_REFUSED({ server: this.server, path: full, error: name });
  }

  #request(label: string, type: number, body: (writer: ByteWriter) => void): Promise<ByteReader> {
    this.#sent += 1;
    const writer = new ByteWriter();
    writer.int32(this.#sent);
    writer.int32(type);
    body(writer);
    return this.#send(label, writer, this.#sent);
  }

  #send(label: string, writer: ByteWriter, correlationId: number | undefined): Promise<ByteReader> {
    return new Promise((resolve, reject) => {
      this.#pipeline.send({
        ...{ label, chunks: framed(writer.toBuffer()), correlationId, timeoutMs: REQUEST_TIMEOUT_MS },
        ...{ resolve, reject },
      });
    });
  }
}
