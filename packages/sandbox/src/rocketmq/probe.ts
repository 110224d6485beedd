import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { HOST } from '../ports.ts';
import type { RocketmqCredentials } from './rocketmq-acl.ts';

/** Request codes, from RequestCode. */
const GET_BROKER_RUNTIME_INFO = 28;
const GET_BROKER_CLUSTER_INFO = 106;
const LIMIT_MS = 5_000;
const LARGEST_ANSWER = 1024 * 1024;

/** An answer of a name server or a broker. */
interface Answer {
  readonly code: number;
  /** What it says of an error. */
  readonly remark: string | undefined;
  readonly body: string;
}

/** The signature covers the values of all fields and the body (AclSigner); here the only value is the access key. */
const signed = ({ accessKey, secretKey }: RocketmqCredentials): Record<string, string> => ({
  AccessKey: accessKey,
  Signature: createHmac('sha1', secretKey).update(accessKey).digest('base64'),
});

/** A request frame: length, a byte 0 for a JSON header with its length, the header (RemotingCommand). */
const frame = (code: number, credentials: RocketmqCredentials | undefined): Buffer => {
  const header = Buffer.from(
    JSON.stringify({
      ...{ code, language: 'OTHER', version: 407, opaque: 1, flag: 0 },
      ...{ extFields: credentials ? signed(credentials) : {}, serializeTypeCurrentRPC: 'JSON' },
    }),
  );
  const prefix = Buffer.alloc(8);
  prefix.writeInt32BE(4 + header.length, 0);
  prefix.writeInt32BE(header.length, 4);
  return Buffer.concat([prefix, header]);
};

/** Sends one request, takes one answer, and closes. Rejects when nobody answers. */
const exchange = (port: number, code: number, credentials?: RocketmqCredentials): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: HOST, port });
    let received = Buffer.alloc(0);
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(LIMIT_MS, () => fail(new Error(`no answer from port ${port}`)));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error(`port ${port} closed the connection`)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 8) return;
      const size = received.readInt32BE(0);
      const headerSize = received.readInt32BE(4);
      // The first byte of the header's length is the serializer: 0 for the one that was asked in.
      if (size > LARGEST_ANSWER || headerSize < 0 || headerSize > size - 4) {
        fail(new Error(`port ${port} does not speak RocketMQ`));
      }
      if (received.length < 4 + size) return;
      const header = JSON.parse(received.toString('utf8', 8, 8 + headerSize)) as Answer;
      resolve({ ...header, body: received.toString('utf8', 8 + headerSize, 4 + size) });
      socket.destroy();
    });
    socket.write(frame(code, credentials));
  });

/** Gives the addresses of the brokers that a name server knows. Rejects when it does not answer. */
export const probeNameServer = async (port: number): Promise<Set<string>> => {
  const { code, body } = await exchange(port, GET_BROKER_CLUSTER_INFO);
  if (code !== 0) throw new Error(`the name server at port ${port} answers with code ${code}`);
  // The body is not JSON, for its numbers as keys have no quotes: {"brokerAddrs":{0:"127.0.0.1:10911"}, …}
  return new Set(Array.from(body.matchAll(/\b\d+"?:"([^"]+:\d+)"/g), ([, address]) => address!));
};

/**
 * Rejects when a broker does not tell its state, which needs an account where there are ACLs. In its first second it
 * answers with an error, for it has no figures yet.
 */
export const probeBroker = async (port: number, credentials?: RocketmqCredentials): Promise<void> => {
  const { code, remark } = await exchange(port, GET_BROKER_RUNTIME_INFO, credentials);
  if (code !== 0) throw new Error(`the broker at port ${port} answers with code ${code}: ${remark}`);
};

/** Rejects when a proxy answers nothing; a refusal is an answer. */
export const probeProxy = async (port: number): Promise<void> => {
  await exchange(port, GET_BROKER_RUNTIME_INFO);
};
